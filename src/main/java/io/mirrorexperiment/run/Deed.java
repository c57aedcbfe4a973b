package io.mirrorexperiment.run;

import java.util.Locale;

/** Everything a run can do, in the order of a run that goes well. Each deed is idempotent: doing it again changes nothing. */
public enum Deed {
    /** Look for what the spec requires. */
    SEEK,
    /** Claim the target, read the originals, see what has to be done. */
    PLAN,
    /** Make both versions addressable. */
    PREPARE,
    /** Make the route select the live version only. */
    PIN,
    /** Apply the dark version's manifests. */
    DEPLOY,
    /** See whether the dark version is ready. */
    AWAIT_READY,
    /** Stop before the mirror, for somebody to act. */
    PAUSE,
    /** Take the live version's baseline; see that the dark version has received nothing. */
    TAKE_BASELINE,
    /** Open the mirror. */
    MIRROR,
    /** See whether copies arrive. */
    PROVE_FLOW,
    /** Look at the counters and assess. */
    ITERATE,
    /** Judge a run that cannot go on. */
    GIVE_UP,
    /** Shut the mirror. */
    UNMIRROR,
    /** Keep the dark version for a person to decide. */
    HOLD,
    /** Begin to wait for a person's word. */
    AWAIT_ANSWER,
    /** Decide to promote, on today's state of the dark version. */
    COMMIT,
    /** Give the live workload the judged image, or lead the traffic of a Knative Service to the judged revision. */
    CHANGE_LIVE,
    /** Give the dark workload as many pods as the live one has. */
    SCALE,
    /** Lead one more part of the live traffic to the promoted version. */
    STEP,
    /** Judge the promoted version by its part of the live traffic. */
    WATCH,
    /** Lead the route to the promoted version. */
    SHIFT,
    /** See whether the promoted version serves. */
    VERIFY,
    /** Lead all live traffic to the live workload again, which runs the promoted version by now. */
    LEAD_BACK,
    /** Undo a promotion. */
    TAKE_BACK,
    /** Take the old version out of the route. */
    DROP_OLD,
    /** Remove what we deployed. */
    REMOVE_DARK,
    /** Undo the pin. */
    UNPIN,
    /** Undo the preparation. */
    CLEAR,
    /** Give the claim back. */
    RELEASE,
    /** Look at the traffic, for the report. */
    PICTURE,
    /** Write the end down. */
    FINISH;

    /** As people say it, as in {@code await ready}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
