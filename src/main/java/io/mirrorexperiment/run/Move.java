package io.mirrorexperiment.run;

import io.mirrorexperiment.journal.Entry;
import java.time.Instant;

/** What a run does next. */
public sealed interface Move {
    /**
     * Do something now.
     *
     * @param deed what
     */
    record Act(Deed deed) implements Move {}

    /**
     * Do nothing before an instant, unless somebody asks for something.
     *
     * @param until when to look again
     * @param why what is waited for
     */
    record Rest(Instant until, Wait why) implements Move {}

    /**
     * Nothing is left to do.
     *
     * @param entry the last one of the journal
     */
    record Finish(Entry.Finished entry) implements Move {}

    /** What can be waited for. */
    enum Wait {
        /** What the spec requires is there. */
        REQUIREMENTS("what the spec requires to be there"),
        /** The live version has been watched for as long as its baseline is. */
        BASELINE("the live version to be watched for a while"),
        /** Somebody commits what was printed. */
        COMMIT("somebody to commit what is printed"),
        /** A changed route arrives in the mesh. */
        SETTLING("the route to arrive everywhere in the mesh"),
        /** The dark version becomes ready. */
        READINESS("the dark version to become ready"),
        /** A person's or a pipeline's word to open the mirror. */
        PAUSE("somebody to let the mirror open"),
        /** The first copies arrive. */
        FLOW("the first copies to arrive"),
        /** The next tick. */
        TICK("the next look"),
        /** A mirror that is out of the route is shut in the proxies, too. */
        CLOSURE("the mirror to be shut in the whole mesh"),
        /** A person's word on a conforming version. */
        ANSWER("somebody to promote or roll back"),
        /** A person's word on an inconclusive one. */
        HOLD("somebody to decide"),
        /** The promoted version is judged by its share of the live traffic. */
        STEP("live traffic to judge the promoted version by"),
        /** The promoted version serves. */
        VERIFICATION("the promoted version to serve"),
        /** The version of before serves again, after a promotion that was taken back. */
        RETURN("the old version to serve again"),
        /** The old version stays in the route for a while. */
        KEEPING_OLD("the old version's time in the route to pass"),
        /** Pods of the dark version end. */
        REMOVAL("the dark version's pods to end"),
        /** The next try after a stumble. */
        RETRY("the next try");

        private final String words;

        Wait(String words) {
            this.words = words;
        }

        /** As in "waits for …". */
        public String words() {
            return words;
        }
    }
}
