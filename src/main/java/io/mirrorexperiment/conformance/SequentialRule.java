package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Assessment.Standing;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Ledger;
import io.mirrorexperiment.experiment.Ledger.Account;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.experiment.Weight;
import io.mirrorexperiment.stats.Odds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decides as soon as the evidence suffices, with bounded error at any number of looks.
 *
 * <p>A rollback needs odds of {@code 1/falseRollback} in the mean over all objectives; it is looked for first, and comes at any look. A
 * promotion needs odds of {@code 1/falsePromotion} for every single objective, as they are now and not at their best; no correction
 * for their number is due, since to promote a version that breaks one the evidence on that very one has to be wrong.
 *
 * @param promise the error bounds
 * @param paired whether relative objectives rest on pairs instead of counters
 */
public record SequentialRule(Promise promise, boolean paired) implements Rule {
    /** From counters. */
    public SequentialRule(Promise promise) {
        this(promise, false);
    }

    @Override
    public Weighed weigh(List<Objective> objectives, Sample sample) {
        List<Weighing> weighings = new ArrayList<>();
        for (int j = 0; j < objectives.size(); j++) {
            weighings.add(weighing(objectives.get(j), j, sample));
        }
        double rollback =
                Odds.mean(weighings.stream().mapToDouble(Weighing::rollback).toArray());
        double largest =
                weighings.stream().mapToDouble(Weighing::rollback).max().orElse(0);
        boolean back = rollback >= promise.rollbackNeeds();
        return new Weighed(
                weighings.stream()
                        .map(each -> assessment(each, back, largest, sample.total()))
                        .toList(),
                new Ledger(
                        sample.before().looks() + (sample.step().requests() > 0 ? 1 : 0),
                        weighings.stream().map(Weighing::account).toList()));
    }

    @Override
    public Judgement judge(List<Assessment> now, Moment moment) {
        return new SequentialJudge(promise, now, moment).judge();
    }

    /** Whether this rule can weigh an objective; one that it cannot is never met. */
    public static boolean weighs(Objective objective) {
        return Scale.of(objective, Promise.USUAL, false).isPresent();
    }

    private record Weighing(
            Objective objective, Optional<Scale> scale, Account account, double promotion, double rollback) {}

    private Weighing weighing(Objective objective, int place, Sample sample) {
        return Scale.of(objective, promise, paired)
                .map(scale -> weighing(objective, scale, place, sample))
                .orElseGet(() -> new Weighing(objective, Optional.empty(), new Account(List.of(), List.of(), 0), 0, 0));
    }

    private static Weighing weighing(Objective objective, Scale scale, int place, Sample sample) {
        List<Account> accounts = sample.before().accounts();
        Account account = scale.plus(accounts.isEmpty() ? scale.begun() : accounts.get(place), sample.step());
        return new Weighing(
                objective,
                Optional.of(scale),
                account,
                scale.promotion(account, sample.total()),
                scale.rollback(account, sample.total()));
    }

    private Assessment assessment(Weighing weighing, boolean back, double largest, Seen total) {
        return weighing.scale()
                .map(scale -> {
                    Evidence evidence = scale.evidence(total);
                    Standing standing = standing(weighing, back, largest, evidence);
                    return new Assessment(weighing.objective(), standing, weighed(weighing, scale, evidence, total));
                })
                .orElseGet(() -> unweighable(weighing.objective(), total));
    }

    private Standing standing(Weighing weighing, boolean back, double largest, Evidence evidence) {
        boolean blamed = weighing.rollback() >= Math.min(largest, promise.rollbackNeeds());
        if (back && blamed) {
            return Standing.BREACHED;
        }
        return weighing.promotion() >= promise.promotionNeeds()
                        && evidence.value().isPresent()
                ? Standing.MET
                : Standing.UNDECIDED;
    }

    private Evidence weighed(Weighing weighing, Scale scale, Evidence evidence, Seen total) {
        Remaining remaining = Remaining.of(scale.share(total), promise);
        String words = Amounts.words(weighing.objective(), evidence, remaining, promise);
        Weight weight = new Weight(weighing.promotion(), weighing.rollback(), remaining.left(), words);
        return new Evidence(
                evidence.value(),
                evidence.live(),
                evidence.lower(),
                evidence.upper(),
                evidence.requests(),
                evidence.words(),
                Optional.of(weight));
    }

    private static Assessment unweighable(Objective objective, Seen total) {
        Measured nothing = new Measured.Nothing("the sequential rule cannot judge this; use rule: point");
        return new Assessment(
                objective,
                Standing.UNDECIDED,
                Findings.of(
                        nothing,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        total.dark().requests()));
    }
}
