package io.mirrorexperiment.spec;

import io.mirrorexperiment.validation.Launch;
import io.mirrorexperiment.validation.Launch.Runner;
import io.mirrorexperiment.validation.Validation;
import java.util.Optional;

/**
 * What runs loops, by the values that say it.
 *
 * @param inCluster whether something in a cluster does; else the values have no effect
 * @param lib holds {@code runner}, {@code iter8Image} and {@code logLevel}
 * @param top holds {@code cronjobSchedule}
 */
record RunnerForm(boolean inCluster, Section lib, Section top) {
    private static final Choice<Runner> RUNNER =
            Choice.of("cronjob", Runner.CRONJOB).or("job", Runner.JOB).or("none", Runner.NONE);

    private static final Form<String> SCHEDULE = Text.matching(
            100,
            "@(yearly|annually|monthly|weekly|daily|midnight|hourly)|[0-9A-Za-z*/,?-]+( +[0-9A-Za-z*/,?-]+){4}",
            "must be a schedule of five fields as cron has it, as in \"*/1 * * * *\"");

    Launch launch(Validation validation, Runner byDefault) {
        Runner runner = lib.read("runner", RUNNER).orElse(byDefault);
        Optional<String> image = lib.read("iter8Image", RunnerForm::image);
        lib.read("logLevel", Field::text);
        Optional<String> schedule = top.read("cronjobSchedule", SCHEDULE);
        if (!inCluster) {
            schedule.ifPresent(when -> top.notes()
                    .byDefault(
                            "cronjobSchedule",
                            "has no effect here; a loop is run now, and others by `run --reuseResult`"));
            return new Launch(validation, Runner.NONE, Optional.empty(), Optional.empty());
        }
        if (runner == Runner.CRONJOB && !top.has("cronjobSchedule")) {
            top.missing("cronjobSchedule", "say when loops are run, as in --set cronjobSchedule=\"*/1 * * * *\"");
        }
        if (runner == Runner.JOB && validation.startingTime().isEmpty()) {
            lib.notes()
                    .byDefault(
                            "runner",
                            "a job runs one loop seconds after the launch, when hardly a request has been counted; set"
                                    + " startingTime to count from earlier");
        }
        return new Launch(validation, runner, runner == Runner.CRONJOB ? schedule : Optional.empty(), image);
    }

    private static Optional<String> image(Field field) {
        return Text.IMAGE
                .read(field)
                .flatMap(image -> image.matches("(docker\\.io/)?iter8/iter8([:@].*)?")
                        ? field.wrong(
                                "is Iter8's own image, which would run Iter8 and not this; leave it out, or name an image of"
                                        + " this program")
                        : Optional.of(image));
    }
}
