//go:build tools

// Package tools pins the module that the Pulumi command is built from. It is never compiled.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
