package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Kinds;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.wire.Exchange;
import io.mirrorexperiment.sandbox.kube.wire.HttpDoor;
import io.mirrorexperiment.sandbox.kube.wire.Request;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Where requests come in: faults first, then who asks, then whom the path concerns. */
final class Front implements HttpDoor.Guest {
    private final Faults faults;
    private final Tokens tokens;
    private final Access access;
    private final Kinds kinds;
    private final Verbs verbs;
    private final Discovery discovery;
    private final OpenApi openApi;
    private final Reviews reviews;

    Front(Faults faults, Tokens tokens, Access access, Kinds kinds, Verbs verbs) {
        this.faults = faults;
        this.tokens = tokens;
        this.access = access;
        this.kinds = kinds;
        this.verbs = verbs;
        this.discovery = new Discovery(kinds);
        this.openApi = new OpenApi(kinds);
        this.reviews = new Reviews(access);
    }

    @Override
    public void answer(Exchange exchange) throws IOException {
        Request request = exchange.request();
        try {
            if (goesOn(exchange, faults.strike(request.method(), request.path()))) {
                route(exchange, request, tokens.sender(request));
            }
        } catch (Refusal refusal) {
            Answers.refusal(exchange, refusal);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            exchange.drop();
        } catch (RuntimeException bug) {
            String message = "Internal error occurred: " + bug;
            Answers.refusal(exchange, Refusal.of(500, "InternalError", message));
        }
    }

    private static boolean goesOn(Exchange exchange, Optional<Fault> fault) throws IOException, InterruptedException {
        if (fault.isEmpty()) {
            return true;
        }
        if (fault.get() instanceof Fault.Refuse refuse) {
            throw Refusal.of(refuse.code(), refuse.reason(), refuse.message());
        } else if (fault.get() instanceof Fault.Delay delay) {
            Thread.sleep(delay.time().toMillis());
        } else if (fault.get() instanceof Fault.DropAfter) {
            exchange.mute();
        } else {
            exchange.drop();
            return false;
        }
        return true;
    }

    private void route(Exchange exchange, Request request, Caller caller) throws IOException, InterruptedException {
        Optional<Address> address = Address.of(request.path(), kinds);
        if (address.isPresent()) {
            verbs.answer(exchange, address.get(), caller);
        } else if (isReview(request)) {
            review(exchange, request, caller);
        } else {
            about(exchange, request, caller);
        }
    }

    /** Whatever is not about objects: what the server is and has. */
    private void about(Exchange exchange, Request request, Caller caller) throws IOException {
        access.checkPath(caller, "get", request.path());
        Optional<byte[]> document = openApi.at(request.path());
        if (document.isPresent()) {
            exchange.reply(200, Answers.JSON, document.get(), Map.of());
            return;
        }
        Optional<ObjectNode> listing = discovery.at(request);
        if (listing.isPresent()) {
            Answers.json(exchange, 200, listing.get());
            return;
        }
        switch (request.path()) {
            case "/healthz", "/livez", "/readyz" -> Answers.text(exchange, 200, "ok");
            default -> Answers.text(exchange, 404, "404 page not found\n");
        }
    }

    private static boolean isReview(Request request) {
        return request.method().equals("POST")
                && (request.path().startsWith("/apis/" + Reviews.GROUP + "/v1/self")
                        || request.path().equals("/apis/authentication.k8s.io/v1/selfsubjectreviews"));
    }

    private void review(Exchange exchange, Request request, Caller caller) throws IOException {
        String resource = request.path().substring(request.path().lastIndexOf('/') + 1);
        Answers.json(
                exchange,
                201,
                switch (resource) {
                    case "selfsubjectaccessreviews" -> reviews.access(caller, Answers.object(request));
                    case "selfsubjectrulesreviews" -> reviews.rules(caller, Answers.object(request));
                    case "selfsubjectreviews" -> reviews.identity(caller, Answers.object(request));
                    default -> throw Refusal.of(404, "NotFound", "the server could not find the requested resource");
                });
    }
}
