//go:build tools

// Package tools pins the module that Pulumi's Node.js language host is built from: the last version in which the
// host is part of the SDK module. It needs another version of that module than the command, hence a go.mod of its own.
package tools

import _ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
