package io.mirrorexperiment.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(VersionText.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {"mirror-experiment " + version};
    }
}
