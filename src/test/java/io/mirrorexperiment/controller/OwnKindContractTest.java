package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.report.Phase;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnKindContractTest extends SubjectContract {
    @Override
    Subject subject() {
        return new OwnKind();
    }

    @Override
    Manifest object() {
        return Applied.own("reviews-v2");
    }

    @Override
    Manifest wrong() {
        return Applied.own("reviews-v2", "promoton: auto", "mirror: {percent: 400}");
    }

    @Test
    void aTemplateAsksForNothing() {
        assertThat(subject().asked(Applied.template("reviews-v2"), beside())).isEqualTo(new Asked.Nothing());
    }

    @Test
    void saysWhatItIsAtAndHowFarThatIs() {
        Stand preparing = new Stand.Running(
                Told.of(experiment(), 1).planned().journal(), "0 of 1 pods are available", Optional.of("a remark"));

        assertThat(subject().status(object(), preparing, Told.CAME))
                .containsEntry("message", Phase.PREPARING.words() + ": 0 of 1 pods are available; a remark");
    }

    @Test
    void eachGenerationIsARunOfItsOwn() {
        assertThat(subject().edition(object())).isEqualTo(1);
        assertThat(subject().edition(object().with(2, "metadata", "generation")))
                .isEqualTo(2);
    }
}
