// make dashboards
//
// Reads dashboards with Grafana's own types of them: an option that Grafana does not know, or that has another type, is named.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

// Grafana fills in what a file leaves out; the types do not know that.
const leftToDefault = "required field is missing from input"

func main() {
	plugins.RegisterDefaultPlugins()
	wrong := false
	for _, file := range os.Args[1:] {
		for _, complaint := range complaints(file) {
			fmt.Fprintf(os.Stderr, "%s: %s\n", filepath.Base(file), complaint)
			wrong = true
		}
	}
	if len(os.Args) < 2 || wrong {
		os.Exit(1)
	}
	fmt.Printf("%d dashboards are as Grafana's types have them.\n", len(os.Args)-1)
}

func complaints(file string) []string {
	json, err := os.ReadFile(file)
	if err != nil {
		return []string{err.Error()}
	}
	err = new(dashboard.Dashboard).UnmarshalJSONStrict(json)
	if err == nil {
		return nil
	}
	var each cog.BuildErrors
	if !errors.As(err, &each) {
		return []string{err.Error()}
	}
	var found []string
	for _, complaint := range each {
		if !strings.HasSuffix(complaint.Error(), leftToDefault) {
			found = append(found, complaint.Error())
		}
	}
	return found
}
