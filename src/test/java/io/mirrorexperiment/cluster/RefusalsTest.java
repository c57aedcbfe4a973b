package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
    private static final Ask CREATE = Ask.send("POST", "x", "create Deployment shop/reviews-dark", "{}");

    @ParameterizedTest
    @CsvSource({
        "400, BadRequest, REFUSED",
        "401, Unauthorized, UNAUTHORIZED",
        "403, Forbidden, FORBIDDEN",
        "404, NotFound, REFUSED",
        "405, MethodNotAllowed, REFUSED",
        "408, Timeout, UNREACHABLE",
        "409, AlreadyExists, ALREADY_EXISTS",
        "409, Conflict, CONFLICT",
        "422, Invalid, REFUSED",
        "429, TooManyRequests, UNREACHABLE",
        "500, InternalError, UNREACHABLE",
        "503, ServiceUnavailable, UNREACHABLE",
        "304, Odd, UNREACHABLE"
    })
    void sortsAnswersByWhatACallerCanDo(int status, String word, Reason expected) {
        Answer answer = new Answer(status, LoopbackApi.status(status, word, "words"), Optional.empty());

        assertThat(Refusals.of(CREATE, answer).reason()).isEqualTo(expected);
    }

    /** Words of Kubernetes 1.34: pkg/admission/plugin/webhook/errors/statuserror.go, plugin/policy/validating, quota. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admission webhook \"policy.example.com\" denied the request: no dark versions on Fridays",
                "deployments.apps \"d\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no",
                "pods \"d\" is forbidden: exceeded quota: q, requested: cpu=1, used: cpu=9, limited: cpu=9",
                "pods \"d\" is forbidden: violates PodSecurity \"restricted:latest\": host ports"
            })
    void aRefusalByAdmissionIsNoLackOfRights(String words) {
        Answer answer = new Answer(403, LoopbackApi.status(403, "Forbidden", words), Optional.empty());

        ClusterException refusal = Refusals.of(CREATE, answer);

        assertThat(refusal.reason()).isEqualTo(Reason.REFUSED);
        assertThat(refusal).hasMessageContaining(words).hasMessageContaining("create Deployment shop/reviews-dark");
    }

    @Test
    void anUnknownPathIsAKindThatIsNotServed() {
        Answer answer = new Answer(404, "404 page not found\n", Optional.empty());

        assertThat(Refusals.of(CREATE, answer).reason()).isEqualTo(Reason.NOT_SERVED);
    }

    @Test
    void neverQuotesAPageThatIsNoStatus() {
        Answer answer = new Answer(502, "<html>you sent password=hunter2</html>", Optional.empty());

        assertThat(Refusals.of(CREATE, answer))
                .hasMessage("cannot create Deployment shop/reviews-dark: the server gives no reason (HTTP 502)");
    }

    @Test
    void hidesTokensAndQuotedBodiesInTheServersWords() {
        String words = "bad Bearer abc.def and eyJhbGciOi.eyJzdWIi.c2ln; json: cannot unmarshal"
                + ", error found in #10 byte of ...|\"password\":\"hunter2\"|...";

        assertThat(Refusals.safe(words)).isEqualTo("bad [hidden] and [hidden]; json: cannot unmarshal");
    }
}
