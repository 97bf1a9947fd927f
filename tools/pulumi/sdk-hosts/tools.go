//go:build tools

// Package tools pins the module that Pulumi's Python and Go language hosts are built from: the last version in which
// they are part of the SDK module. It is never compiled.
package tools

import (
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi-language-go"
	_ "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python"
)
