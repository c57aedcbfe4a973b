package io.jenkins.plugins.mirrorexperiment;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What people may do with a run from its build's page. Each is granted by itself; administrators have all. */
public final class Permissions {
    private static final Logger LOG = Logger.getLogger(Permissions.class.getName());

    static final PermissionGroup GROUP = new PermissionGroup(Permissions.class, Messages.later("permissions.title"));

    /** Promote what waits for a person, or is held. */
    static final Permission PROMOTE = of("Promote", Item.CONFIGURE);

    /** Roll a run back. */
    static final Permission ROLL_BACK = of("RollBack", Item.CANCEL);

    /** Give a run more iterations. */
    static final Permission EXTEND = of("Extend", Item.BUILD);

    /** Stop a run. */
    static final Permission ABORT = of("Abort", Item.CANCEL);

    private Permissions() {}

    /** Makes them known before somebody's rights are read. */
    @Initializer(before = InitMilestone.PLUGINS_STARTED)
    public static void register() {
        LOG.log(Level.FINE, "permissions of {0} are known", GROUP);
    }

    private static Permission of(String name, Permission by) {
        return new Permission(GROUP, name, Messages.later("permissions." + name), by, PermissionScope.RUN);
    }
}
