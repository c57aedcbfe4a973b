package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The steps that providers without subsets share: they are about the Services of the versions. */
final class FrontSteps {
    private FrontSteps() {}

    static Step prepare(Fronts fronts) {
        return fronts.dark().isPresent()
                ? new Step.Changes(List.of())
                : fronts.users()
                        .map(users -> new Edits().create(fronts.made(users)).step())
                        .orElseGet(() -> new Step.Barred("Service " + fronts.course().service() + " is gone."));
    }

    /** Why copies would not find the dark version, or real requests would; empty if all is ready. */
    static Optional<String> lacking(Fronts fronts, boolean pinned) {
        if (fronts.dark().isEmpty()) {
            return Optional.of("%s is not there: not yet, or somebody has deleted it."
                    .formatted(fronts.darkAddress().words()));
        }
        return fronts.users()
                .filter(users -> pinned && !fronts.isPinned(users))
                .map(users -> "%s does not select the live version only, so requests may reach the dark one."
                        .formatted(users.address().words()));
    }

    static Step pin(Fronts fronts) {
        return lacking(fronts, false).<Step>map(Step.Barred::new).orElseGet(() -> edit(fronts, fronts::pinned));
    }

    static Step unpin(Fronts fronts) {
        return edit(fronts, fronts::unpinned);
    }

    /** Not while a route still names it: its requests would find nothing. */
    static Step clear(Fronts fronts, Optional<String> stillNamed) {
        Edits edits = new Edits();
        fronts.dark().ifPresent(edits::delete);
        return fronts.dark().isPresent() && stillNamed.isPresent()
                ? new Step.Barred(stillNamed.get() + " still sends copies to " + fronts.darkName() + "; unmirror first.")
                : edits.step();
    }

    static Step shift(Fronts fronts) {
        return fronts.users().isEmpty()
                ? new Step.Barred("Service " + fronts.course().service() + " is gone.")
                : edit(fronts, fronts::shifted);
    }

    static Step shiftBack(Fronts fronts) {
        Optional<Manifest> users = fronts.users();
        if (users.isPresent() && fronts.restored(users.get()).isEmpty()) {
            return new Step.Barred("%s: its annotation %s cannot be read, so the selector before the shift is unknown."
                    .formatted(users.get().address().words(), Marks.BEFORE_SHIFT));
        }
        return edit(fronts, service -> fronts.restored(service).orElse(service));
    }

    static Step dropOld(Fronts fronts) {
        return edit(fronts, fronts::settled);
    }

    private static Step edit(Fronts fronts, UnaryOperator<Manifest> edit) {
        Edits edits = new Edits();
        fronts.users().ifPresent(users -> edits.update(users, edit.apply(users)));
        return edits.step();
    }
}
