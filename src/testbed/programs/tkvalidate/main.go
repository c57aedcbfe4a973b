// Command tkvalidate reads Tekton objects as strictly as the API server does with their definitions, and validates them as Tekton's webhook does.
//
//	tkvalidate FILE...
//
// It prints a line for each Tekton object, and ends with 1 if one of them is wrong or if there is none at all.
package main

import (
	"context"
	"fmt"
	"os"
	"regexp"

	pipeline "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	beta "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1beta1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"knative.dev/pkg/apis"
	"sigs.k8s.io/yaml"
)

// object is what every kind of Tekton's is.
type object interface {
	meta.Object
	apis.Defaultable
	apis.Validatable
}

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
	if !regexp.MustCompile(`^tekton\.dev/`).MatchString(meta.APIVersion) {
		return "", nil
	}
	read := made(meta.APIVersion, meta.Kind)
	if read == nil {
		return meta.Kind, fmt.Errorf("%s %s is not known here", meta.APIVersion, meta.Kind)
	}
	if err := yaml.UnmarshalStrict(document, read); err != nil {
		return meta.Kind, err
	}
	if read.GetName() == "" && read.GetGenerateName() != "" {
		read.SetName(read.GetGenerateName() + "xxxxx") // as the API server does before it asks the webhook
	}
	read.SetDefaults(context.Background())
	if err := read.Validate(context.Background()); err != nil {
		return meta.Kind, err
	}
	return meta.Kind, nil
}

func made(apiVersion, kind string) object {
	switch apiVersion + " " + kind {
	case "tekton.dev/v1beta1 CustomRun":
		return &beta.CustomRun{}
	case "tekton.dev/v1 Task":
		return &pipeline.Task{}
	case "tekton.dev/v1 TaskRun":
		return &pipeline.TaskRun{}
	case "tekton.dev/v1 Pipeline":
		return &pipeline.Pipeline{}
	case "tekton.dev/v1 PipelineRun":
		return &pipeline.PipelineRun{}
	}
	return nil
}
