package jenkins.model;

import hudson.model.ItemGroup;
import hudson.model.TopLevelItem;
import hudson.security.Permission;
import java.io.File;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

public class Jenkins implements ItemGroup<TopLevelItem> {
    public static final Permission ADMINISTER = null;

    public static Jenkins get() {
        throw new UnsupportedOperationException();
    }

    public static Authentication getAuthentication2() {
        throw new UnsupportedOperationException();
    }

    public void checkPermission(Permission permission) {
        throw new UnsupportedOperationException();
    }

    public boolean hasPermission(Permission permission) {
        throw new UnsupportedOperationException();
    }

    public File getRootDir() {
        throw new UnsupportedOperationException();
    }

    public @Nullable String getRootUrl() {
        throw new UnsupportedOperationException();
    }
}
