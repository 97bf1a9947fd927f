//go:build tools

// Package tools pins the module that the S3-compatible server of the tests is built from. It is never compiled.
package tools

import _ "github.com/versity/versitygw/cmd/versitygw"
