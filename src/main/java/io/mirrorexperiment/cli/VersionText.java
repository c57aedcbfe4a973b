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

    @Override
    public String[] getVersion() {
        return new String[] {words()};
    }
}
