//go:build tools

// Package nodehost pins the host that runs Node.js programs for the CLI. It has a module of its own because
// later versions of it are not served as a module, and this one asks for other versions than the CLI does.
package nodehost

import _ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
