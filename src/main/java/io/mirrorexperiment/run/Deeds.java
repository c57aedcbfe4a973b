package io.mirrorexperiment.run;

import io.mirrorexperiment.journal.Journal;

/** Performs deeds. Every deed reads today's objects first, so that doing it again, or after a crash, changes nothing. */
final class Deeds {
    private final Routing routing;
    private final Looking looking;
    private final Iterating iterating;
    private final Darkness darkness;
    private final Promoting promoting;
    private final Planning planning;
    private final Closing closing;

    Deeds(Site site) {
        looking = new Looking(site);
        routing = new Routing(site, looking);
        iterating = new Iterating(site, looking, routing);
        darkness = new Darkness(site, routing);
        promoting = new Promoting(site, darkness, routing);
        planning = new Planning(site, new Drafting(site, routing, looking));
        closing = new Closing(site);
    }

    Result perform(Deed deed, Journal journal) {
        return switch (deed) {
            case PLAN -> planning.plan(journal);
            case PREPARE -> routing.prepare(journal);
            case PIN -> routing.pin(journal);
            case DEPLOY -> darkness.deploy(journal);
            case AWAIT_READY -> darkness.awaitReady(journal);
            case TAKE_BASELINE -> looking.takeBaseline(journal);
            case MIRROR -> routing.mirror(journal);
            case PROVE_FLOW -> looking.proveFlow(journal);
            case ITERATE -> iterating.iterate(journal);
            case GIVE_UP -> closing.giveUp(journal);
            case UNMIRROR -> routing.unmirror(journal);
            case HOLD -> closing.hold(journal);
            case AWAIT_ANSWER -> closing.awaitAnswer(journal);
            case COMMIT -> promoting.commit(journal);
            case CHANGE_LIVE -> promoting.changeLive(journal);
            case SCALE -> promoting.scale(journal);
            case SHIFT -> routing.shift(journal);
            case VERIFY -> promoting.verify(journal);
            case TAKE_BACK -> promoting.takeBack(journal);
            case DROP_OLD -> routing.dropOld(journal);
            case REMOVE_DARK -> darkness.removeDark(journal);
            case UNPIN -> routing.unpin(journal);
            case CLEAR -> routing.clear(journal);
            case RELEASE -> closing.release(journal);
            case FINISH -> closing.finish(journal);
        };
    }

    /** Undoes what a late twin opened after the run it belongs to had begun to close. */
    void undoOpening(Journal journal) {
        darkness.removeDark(journal);
        routing.close(journal);
    }
}
