// make dashboards
//
// Parses dashboards with Grafana's types and reports unknown options and options of the wrong type.
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

// The types require fields for which Grafana has defaults.
const missingField = "required field is missing from input"

func main() {
	plugins.RegisterDefaultPlugins()
	failed := false
	for _, file := range os.Args[1:] {
		for _, problem := range problems(file) {
			fmt.Fprintf(os.Stderr, "%s: %s\n", filepath.Base(file), problem)
			failed = true
		}
	}
	if len(os.Args) < 2 || failed {
		os.Exit(1)
	}
	fmt.Printf("%d dashboards conform to Grafana's types.\n", len(os.Args)-1)
}

func problems(file string) []string {
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
	for _, problem := range each {
		if !strings.HasSuffix(problem.Error(), missingField) {
			found = append(found, problem.Error())
		}
	}
	return found
}
