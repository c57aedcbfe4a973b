package io.mirrorexperiment.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that completes commands and options. */
@Command(
        name = "completion",
        description = "Print a script that completes commands and options in a shell.",
        footer = {
            "",
            "Examples:",
            "  source <(mirror-experiment completion bash)",
            "  mirror-experiment completion zsh > ~/.zsh/mirror-experiment && source ~/.zsh/mirror-experiment"
        })
final class CompletionCommand implements Callable<Integer> {
    /** The shells. */
    enum Shell {
        /** GNU's. */
        BASH,
        /** Reads bash's completions after bashcompinit, which the script calls itself. */
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    Shell shell = Shell.BASH;

    @Spec
    CommandSpec self = CommandSpec.create();

    private final Host host;

    CompletionCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        CommandLine root = self.root().commandLine();
        host.out().print(AutoComplete.bash(root.getCommandName(), root));
        return 0;
    }
}
