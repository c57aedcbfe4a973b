// Command istio is istiod (pilot-discovery), the sidecar's companion (pilot-agent) and istioctl in one binary, told apart by the name it is called by.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	mesh "istio.io/api/mesh/v1alpha1"
	istioctl "istio.io/istio/istioctl/cmd"
	agent "istio.io/istio/pilot/cmd/pilot-agent/app"
	discovery "istio.io/istio/pilot/cmd/pilot-discovery/app"
	istioagent "istio.io/istio/pkg/istio-agent"
	"istio.io/istio/pkg/security"
	"istio.io/istio/security/pkg/nodeagent/sds"
)

func main() {
	program, err := called(filepath.Base(os.Args[0]))
	if err == nil {
		err = program.Execute()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func called(name string) (*cobra.Command, error) {
	switch name {
	case "pilot-discovery":
		return discovery.NewRootCommand(), nil
	case "pilot-agent":
		return agent.NewRootCommand(secrets), nil
	case "istioctl":
		return istioctl.GetRootCmd(os.Args[1:]), istioctl.ConfigAndEnvProcessing()
	default:
		return nil, fmt.Errorf("istio: no program %q", name)
	}
}

func secrets(options *security.Options, cache security.SecretManager, keys *mesh.PrivateKeyProvider) istioagent.SDSService {
	return sds.NewServer(options, cache, keys)
}
