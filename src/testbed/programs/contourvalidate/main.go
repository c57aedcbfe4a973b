// Command contourvalidate reads HTTPProxies by Contour's own types; a field that the types do not have, or of another kind, is wrong.
//
//	contourvalidate FILE...
//
// It prints a line for each HTTPProxy, and ends with 1 if one of them is wrong or if there is none at all.
package main

import (
	"fmt"
	"os"
	"regexp"

	contour "github.com/projectcontour/contour/apis/projectcontour/v1"
	"sigs.k8s.io/yaml"
)

var documents = regexp.MustCompile(`(?m)^---\s*$`)

func main() {
	seen, wrong := 0, 0
	for _, file := range os.Args[1:] {
		text, err := os.ReadFile(file)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		for number, document := range documents.Split(string(text), -1) {
			kind, trouble := judge([]byte(document))
			switch {
			case trouble != nil:
				wrong++
				fmt.Printf("%s, document %d: %s: %v\n", file, number+1, kind, trouble)
			case kind != "":
				seen++
				fmt.Printf("%s, document %d: %s: valid\n", file, number+1, kind)
			}
		}
	}
	if wrong > 0 || seen == 0 {
		os.Exit(1)
	}
}

// judge tells the kind of a document, and what is wrong with it; kinds of others are none of its business, and have no name.
func judge(document []byte) (string, error) {
	var meta struct{ APIVersion, Kind string }
	if err := yaml.Unmarshal(document, &meta); err != nil {
		return "document", err
	}
	if meta.APIVersion != "projectcontour.io/v1" || meta.Kind != "HTTPProxy" {
		return "", nil
	}
	return meta.Kind, yaml.UnmarshalStrict(document, &contour.HTTPProxy{})
}
