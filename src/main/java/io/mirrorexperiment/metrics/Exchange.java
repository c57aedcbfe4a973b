package io.mirrorexperiment.metrics;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question on its way and its answer; whatever happens to it becomes one.
 *
 * @param <T> what answers become
 */
final class Exchange<T> implements Callback {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** Far more than any sane mesh needs; an answer beyond this is a mistake and must not fill the memory. */
    static final int LARGEST_BODY = 32 << 20;

    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Hearing<T> hearing;
    private final ServerClock serverClock;
    private final Respite respite;
    private final Clock clock;
    private final Duration timeout;
    private final Instant sent;
    private final BiConsumer<Optional<Integer>, Duration> over;
    private final long start = System.nanoTime();

    Exchange(
            Hearing<T> hearing,
            ServerClock serverClock,
            Respite respite,
            Clock clock,
            Duration timeout,
            BiConsumer<Optional<Integer>, Duration> over) {
        this.hearing = hearing;
        this.serverClock = serverClock;
        this.respite = respite;
        this.clock = clock;
        this.timeout = timeout;
        this.over = over;
        this.sent = clock.instant();
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    @Override
    public void onFailure(okhttp3.Call call, IOException failure) {
        tell(Optional.empty());
        answer.complete(hearing.odd(
                call.isCanceled() && !(failure instanceof InterruptedIOException)
                        ? "the source was closed"
                        : IoTrouble.words(failure, timeout)));
    }

    @Override
    public void onResponse(okhttp3.Call call, Response response) {
        try (response) {
            hear(response);
            heard(response);
        } catch (IOException broken) {
            onFailure(call, broken);
        } finally {
            answer.complete(hearing.odd("the answer could not be read")); // no effect unless a bug got here
        }
    }

    private void heard(Response response) throws IOException {
        try {
            byte[] body = response.body().byteStream().readNBytes(LARGEST_BODY + 1);
            tell(Optional.of(response.code()));
            answer.complete(read(response, bounded(body)));
        } catch (OddAnswerException odd) {
            answer.complete(hearing.odd(odd.reason()));
        }
    }

    /** Before the answer is known, so that whoever has it finds it counted; a mistake in counting costs the answer nothing. */
    private void tell(Optional<Integer> status) {
        try {
            over.accept(status, Duration.ofNanos(System.nanoTime() - start));
        } catch (RuntimeException bug) {
            LOG.debug("a question is not counted", bug);
        }
    }

    private void hear(Response response) {
        Date date = response.headers().getDate("Date");
        if (date != null && response.header("Age") == null) {
            serverClock.heard(date.toInstant(), sent, clock.instant());
        }
    }

    private T read(Response response, byte[] body) throws OddAnswerException {
        if (response.code() != 200) {
            throw new OddAnswerException("HTTP status " + response.code()
                    + AnswerReader.complaint(body).map(text -> ", " + text).orElse("") + wayOut(response)
                    + pause(response));
        }
        return hearing.heard(body);
    }

    private static byte[] bounded(byte[] body) throws OddAnswerException {
        if (body.length > LARGEST_BODY) {
            throw new OddAnswerException("the answer is larger than " + (LARGEST_BODY >> 20) + " MiB");
        }
        return body;
    }

    private String wayOut(Response response) {
        return switch (response.code()) {
            case 301, 302, 303, 307, 308 ->
                " (a redirect" + target(response)
                        + "): redirects are not followed, so that credentials stay where they belong; put the final address into url";
            case 401, 403 -> ": it does not let us in; check auth, the client certificate and the tenant header";
            case 404, 405 -> hearing.lost();
            default -> "";
        };
    }

    private String pause(Response response) {
        Date date = response.headers().getDate("Date");
        Instant serverNow = date == null ? clock.instant().plus(serverClock.offset()) : date.toInstant();
        return respite.heard(response, serverNow)
                .map(time -> "; it is left alone for " + IoTrouble.seconds(time) + ", as its Retry-After asks")
                .orElse("");
    }

    private static String target(Response response) {
        return Optional.ofNullable(response.header("Location"))
                .map(response.request().url()::resolve)
                .map(Exchange::shown)
                .map(place -> " to " + place)
                .orElse("");
    }

    /** An address without its query, where tokens like to be. */
    static String shown(HttpUrl url) {
        HttpUrl.Builder bare =
                url.newBuilder().username("").password("").query(null).fragment(null);
        return SampleText.shown(bare.build().toString().replaceFirst("/$", ""));
    }
}
