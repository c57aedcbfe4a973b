package io.mirrorexperiment.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest. */
final class VersionText implements IVersionProvider {
    /** One line. */
    static String words() {
        return "mirror-experiment "
                + Optional.ofNullable(VersionText.class.getPackage().getImplementationVersion())
                        .orElse("(not packaged)");
    }

    /** The version alone, as images are tagged. */
    static String tag() {
        return words().substring(words().indexOf(' ') + 1).replaceAll("[^A-Za-z0-9_.-]", "");
    }

    @Override
    public String[] getVersion() {
        return new String[] {words()};
    }
}
