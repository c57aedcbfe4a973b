package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.Util;
import hudson.model.User;
import hudson.security.Permission;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.StoreException;
import io.mirrorexperiment.report.HtmlReport;
import io.mirrorexperiment.report.Phase;
import io.mirrorexperiment.run.Conclusion;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** One run on its build's page: what is seen of it, and what people may do. Every deed needs its own permission, a POST, and is written down with who did it. */
public final class RunView {
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,5}");

    private static final Set<Phase> LEAVING =
            EnumSet.of(Phase.TAKING_BACK, Phase.REMOVING_DARK, Phase.RESTORING_ROUTE, Phase.RELEASING, Phase.ENDED);

    private final GateAction page;
    private final Journal journal;
    private final List<String> defaults;

    RunView(GateAction page, BuildJournals.Kept kept) {
        this.page = page;
        this.journal = kept.journal();
        this.defaults = kept.defaults();
    }

    /** The run's id. */
    public String getId() {
        return journal.id().toString();
    }

    /** How the run ended or where it stands, in one sentence. */
    public String getSentence() {
        return Sentences.of(journal);
    }

    /** The run as HTML, without script and style. */
    public String getFragment() {
        return HtmlReport.fragmentWithButtons(
                journal, defaults, Gates.get().clock().instant());
    }

    /** Whether a person's word is waited for that this user may give. */
    public boolean isPromotable() {
        return waits() && may(Permissions.PROMOTE);
    }

    /** Whether there is something to roll back, and this user may. */
    public boolean isRollable() {
        return open() && !stops() && !leaves() && may(Permissions.ROLL_BACK);
    }

    /** Whether more time would make a difference, and this user may give it. */
    public boolean isExtensible() {
        boolean looks = open() && !stops() && !journal.has(Entry.Judged.class);
        return (looks || waits()) && may(Permissions.EXTEND);
    }

    /** Whether more time is more time for a person, not more looks. */
    public boolean isWaiting() {
        return waits();
    }

    /** Whether there is something to stop, and this user may. */
    public boolean isAbortable() {
        return open() && !stops() && !leaves() && Conclusion.of(journal).isEmpty() && may(Permissions.ABORT);
    }

    /** Whether this user may do anything at all now. */
    public boolean isActionable() {
        return isPromotable() || isRollable() || isExtensible() || isAbortable();
    }

    private boolean open() {
        return !journal.has(Entry.Finished.class);
    }

    private boolean stops() {
        return journal.asked(Entry.Request.ABORT).isPresent()
                || journal.asked(Entry.Request.ROLL_BACK).isPresent();
    }

    /** Cleaning up goes to its end, whatever anybody says. */
    private boolean leaves() {
        return LEAVING.contains(Phase.of(journal));
    }

    private boolean waits() {
        Phase phase = Phase.of(journal);
        return phase == Phase.AWAITING_ANSWER || phase == Phase.HELD;
    }

    private boolean may(Permission permission) {
        return page.getBuild().hasPermission(permission);
    }

    /** Promotes what waits for that, or is held. */
    @POST
    public HttpResponse doPromote() {
        page.getBuild().checkPermission(Permissions.PROMOTE);
        return waits() ? ask(Entry.Request.PROMOTE) : Responses.refused(Messages.nothingWaits());
    }

    /** Rolls back. */
    @POST
    public HttpResponse doRollBack() {
        page.getBuild().checkPermission(Permissions.ROLL_BACK);
        return ask(Entry.Request.ROLL_BACK);
    }

    /** Stops the run. */
    @POST
    public HttpResponse doAbort() {
        page.getBuild().checkPermission(Permissions.ABORT);
        return ask(Entry.Request.ABORT);
    }

    /** Gives the run more iterations. */
    @POST
    public HttpResponse doExtend(@QueryParameter @Nullable String iterations) {
        page.getBuild().checkPermission(Permissions.EXTEND);
        if (!COUNT.matcher(Util.fixNull(iterations)).matches()) {
            return Responses.refused(Messages.badIterations());
        }
        int more = Integer.parseInt(String.valueOf(iterations));
        return drive(drive -> drive.extend(more, person()));
    }

    private HttpResponse ask(Entry.Request request) {
        return drive(drive -> {
            drive.ask(request, person());
            return Optional.empty();
        });
    }

    /** Does something with the run, if it is still under way. */
    private HttpResponse drive(Deed deed) {
        try {
            Optional<Drive> drive = Gates.get().driving(page.getBuild(), getId());
            if (drive.isEmpty()) {
                return Responses.refused(Messages.ended());
            }
            return deed.by(drive.get()).map(Responses::refused).orElseGet(RunView::done);
        } catch (AbortException | StoreException | IllegalArgumentException e) {
            return Responses.refused(String.valueOf(e.getMessage()));
        }
    }

    /** What a person asks for. */
    @FunctionalInterface
    private interface Deed {
        /** Why not; empty if it was written down. */
        Optional<String> by(Drive drive) throws AbortException;
    }

    private static HttpResponse done() {
        return HttpResponses.redirectTo("../../");
    }

    private static String person() {
        User user = User.current();
        String id = Jenkins.getAuthentication2().getName();
        return user == null || user.getFullName().equals(id) ? id : user.getFullName() + " (" + id + ")";
    }
}
