//go:build tools

// Package pulumi pins the Pulumi CLI that is built where no released one can be had.
package pulumi

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
