// Command fortio is the upstream load generator.
package main

import "fortio.org/fortio/cli"

func main() { cli.FortioMain(nil) }
