package hudson.model;

import hudson.security.Permission;

public interface Item {
    Permission BUILD = null;
    Permission CANCEL = null;
    Permission CONFIGURE = null;
    Permission EXTENDED_READ = null;

    boolean hasPermission(Permission permission);
}
