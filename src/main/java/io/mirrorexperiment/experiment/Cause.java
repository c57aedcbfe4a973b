package io.mirrorexperiment.experiment;

import java.util.Locale;

/** Why a run ended as it did. */
public enum Cause {
    /** Every objective was met. */
    OBJECTIVES_MET,
    /** An objective was breached. */
    OBJECTIVE_BREACHED,
    /** The dark version did not become ready. */
    NEVER_READY,
    /** Copies did not arrive. */
    MIRROR_NOT_FLOWING,
    /** Fewer copies arrived than were asked for. */
    MIRROR_LOSSY,
    /** The dark version got requests that were no copies. */
    DARK_CONTAMINATED,
    /** Mirroring hurt the live version. */
    LIVE_HURT,
    /** The live version broke its objectives before anything began. */
    LIVE_BREACHING,
    /** No requests, or no counters. */
    NO_EVIDENCE,
    /** Today's traffic cannot decide in the time that the run has. */
    TOO_LITTLE_TRAFFIC,
    /** Evidence, but not enough to decide. */
    TOO_CLOSE,
    /** The run was not resumed in time. */
    EXPIRED,
    /** A person's answer did not come in time. */
    UNANSWERED,
    /** Somebody else works on the target. */
    CLAIMED,
    /** A GitOps controller owns the target. */
    GITOPS_OWNED,
    /** A GitOps controller undid the run's edits of the route. */
    GITOPS_REVERTED,
    /** What the run had printed was not committed in time. */
    NOT_COMMITTED,
    /** The route, service or workload cannot be used as the spec asks. */
    NOT_POSSIBLE,
    /** The API server cannot be reached. */
    CLUSTER_UNREACHABLE,
    /** The metrics system cannot be reached. */
    METRICS_UNREACHABLE,
    /** The API server refused an edit, or would have for lack of rights. */
    CHANGE_REFUSED,
    /** Somebody else changed the route in mid-run. */
    ROUTE_CHANGED,
    /** The file with the dark version's manifests is not the one that was planned. */
    MANIFEST_CHANGED,
    /** The promoted version did not become ready; it was taken back. */
    PROMOTION_FAILED,
    /** An objective was breached on live traffic while the promotion went on step by step; it was taken back. */
    PROMOTION_BREACHED,
    /** A person promoted. */
    PROMOTED_BY_HAND,
    /** A person rolled back. */
    ROLLED_BACK_BY_HAND,
    /** A person, or the pipeline that had opened it, shut the mirror before there was a verdict. */
    UNMIRRORED_BY_HAND,
    /** A person or a signal stopped the run. */
    ABORTED,
    /** Cleaning up did not finish in time. */
    CLEAN_UP_FAILED,
    /** The gate itself failed. */
    INTERNAL_ERROR;

    /** Lower case with dashes, as reports have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
