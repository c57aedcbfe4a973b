package hudson.model;

import hudson.security.Permission;
import java.io.File;
import java.io.IOException;
import jenkins.model.ArtifactManager;
import org.jspecify.annotations.Nullable;

public abstract class Run<J extends Job<J, R>, R extends Run<J, R>> {
    public static @Nullable Run<?, ?> fromExternalizableId(String id) {
        throw new UnsupportedOperationException();
    }

    public void addAction(Action action) {
        throw new UnsupportedOperationException();
    }

    public <T extends Action> @Nullable T getAction(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public void checkPermission(Permission permission) {
        throw new UnsupportedOperationException();
    }

    public boolean hasPermission(Permission permission) {
        throw new UnsupportedOperationException();
    }

    public String getExternalizableId() {
        throw new UnsupportedOperationException();
    }

    public int getNumber() {
        throw new UnsupportedOperationException();
    }

    public J getParent() {
        throw new UnsupportedOperationException();
    }

    public File getRootDir() {
        throw new UnsupportedOperationException();
    }

    public String getUrl() {
        throw new UnsupportedOperationException();
    }

    public boolean isBuilding() {
        throw new UnsupportedOperationException();
    }

    public final ArtifactManager pickArtifactManager() throws IOException {
        throw new UnsupportedOperationException();
    }

    public void save() throws IOException {
        throw new UnsupportedOperationException();
    }

    public void setResult(Result result) {
        throw new UnsupportedOperationException();
    }
}
