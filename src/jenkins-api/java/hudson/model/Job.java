package hudson.model;

import hudson.security.Permission;
import hudson.util.RunList;
import org.jspecify.annotations.Nullable;

public abstract class Job<J extends Job<J, R>, R extends Run<J, R>> implements Item {
    @Override
    public boolean hasPermission(Permission permission) {
        throw new UnsupportedOperationException();
    }

    public @Nullable R getLastBuild() {
        throw new UnsupportedOperationException();
    }

    public @Nullable R getLastCompletedBuild() {
        throw new UnsupportedOperationException();
    }

    public RunList<R> getBuilds() {
        throw new UnsupportedOperationException();
    }
}
