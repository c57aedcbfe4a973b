package io.jenkins.plugins.mirrorexperiment;

import hudson.AbortException;
import hudson.model.User;
import hudson.security.Permission;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.StoreException;
import io.mirrorexperiment.report.HtmlReport;
import io.mirrorexperiment.run.Conclusion;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** One run on its build's page: what is seen of it, and what people may do. Every deed needs its own permission, a POST, and is written down with who did it. */
public final class RunView {
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

    /** The run as HTML, without script and style. */
    public String getFragment() {
        return HtmlReport.fragment(journal, defaults, Gates.get().clock().instant());
    }

    /** Whether a person's word is waited for that this user may give. */
    public boolean isPromotable() {
        return mayBePromoted() && may(Permissions.PROMOTE);
    }

    /** Whether there is something to roll back, and this user may. */
    public boolean isRollable() {
        return open() && may(Permissions.ROLL_BACK);
    }

    /** Whether more time would make a difference, and this user may give it. */
    public boolean isExtensible() {
        boolean waits = journal.has(Entry.Judged.class) && !mayBePromoted();
        return open() && !waits && may(Permissions.EXTEND);
    }

    /** Whether there is something to stop, and this user may. */
    public boolean isAbortable() {
        return open() && Conclusion.of(journal).isEmpty() && may(Permissions.ABORT);
    }

    private boolean open() {
        return !journal.has(Entry.Finished.class);
    }

    private boolean mayBePromoted() {
        return open() && (journal.has(Entry.Awaited.class) || journal.has(Entry.Held.class));
    }

    private boolean may(Permission permission) {
        return page.getBuild().hasPermission(permission);
    }

    /** Promotes what waits for that, or is held. */
    @POST
    public HttpResponse doPromote() {
        page.getBuild().checkPermission(Permissions.PROMOTE);
        return mayBePromoted() ? ask(Entry.Request.PROMOTE) : refused(Messages.nothingWaits());
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
    public HttpResponse doExtend(@QueryParameter int iterations) {
        page.getBuild().checkPermission(Permissions.EXTEND);
        try {
            Optional<Drive> drive = Gates.get().driving(page.getBuild(), getId());
            if (drive.isEmpty()) {
                return refused(Messages.ended());
            }
            Optional<String> refused = drive.get().extend(iterations, person());
            return refused.map(RunView::refused).orElseGet(RunView::done);
        } catch (AbortException | StoreException | IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private HttpResponse ask(Entry.Request request) {
        try {
            Optional<Drive> drive = Gates.get().driving(page.getBuild(), getId());
            if (drive.isEmpty()) {
                return refused(Messages.ended());
            }
            drive.get().ask(request, person());
            return done();
        } catch (AbortException | StoreException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private static HttpResponse done() {
        return HttpResponses.redirectTo("../../");
    }

    private static HttpResponse refused(String because) {
        return HttpResponses.errorWithoutStack(409, because);
    }

    private static String person() {
        User user = User.current();
        String id = Jenkins.getAuthentication2().getName();
        return user == null || user.getFullName().equals(id) ? id : user.getFullName() + " (" + id + ")";
    }
}
