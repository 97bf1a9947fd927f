//go:build tools

// Package tools pins the module that Pulumi's YAML language host is built from. It is never compiled.
package tools

import _ "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
