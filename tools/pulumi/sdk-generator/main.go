// Command sdk-generator writes the typed SDK of a Pulumi package in one language from the package's schema: the one
// that `pulumi package add` puts into the folder sdks of a project.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/hashicorp/hcl/v2"
	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "sdk-generator"

func main() {
	if len(os.Args) != 4 {
		fail("usage: sdk-generator SCHEMA nodejs|python|go FOLDER")
	}
	// The schema of a package that refers to no other needs no plugins.
	loader := schema.NewPluginLoader(nil)
	pkg, err := bind(os.Args[1], loader)
	if err != nil {
		fail("%s: %v", os.Args[1], err)
	}
	// As `pulumi package add` has it: the SDK is a module of its own.
	pkg.SupportPack = true
	files, err := generate(os.Args[2], pkg, loader)
	if err != nil {
		fail("%s: %v", os.Args[2], err)
	}
	for name, text := range files {
		if err := write(filepath.Join(os.Args[3], name), text); err != nil {
			fail("%v", err)
		}
	}
}

// bind prints what Pulumi's binder finds in the schema; a warning is an error too.
func bind(file string, loader schema.Loader) (*schema.Package, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var spec schema.PackageSpec
	if err := decoder.Decode(&spec); err != nil {
		return nil, err
	}
	pkg, diagnostics, err := schema.BindSpec(spec, loader, schema.ValidationOptions{})
	for _, diagnostic := range diagnostics {
		severity := "error"
		if diagnostic.Severity == hcl.DiagWarning {
			severity = "warning"
		}
		fmt.Fprintf(os.Stderr, "%s: %s %s\n", severity, diagnostic.Summary, diagnostic.Detail)
	}
	if len(diagnostics) > 0 {
		return nil, fmt.Errorf("%d errors and warnings", len(diagnostics))
	}
	return pkg, err
}

func generate(language string, pkg *schema.Package, loader schema.ReferenceLoader) (map[string][]byte, error) {
	switch language {
	case "nodejs":
		return nodejs.GeneratePackage(tool, pkg, nil, nil, true, loader)
	case "python":
		return python.GeneratePackage(tool, pkg, nil, loader)
	case "go":
		return gogen.GeneratePackage(tool, pkg, nil)
	}
	return nil, fmt.Errorf("not a language that SDKs are generated for")
}

func write(file string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}
