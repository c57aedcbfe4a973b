package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Selection;
import io.mirrorexperiment.sandbox.kube.store.Store;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import io.mirrorexperiment.sandbox.kube.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Lists: what is selected, page by page. */
final class Listing {
    private final Store store;

    Listing(Store store) {
        this.store = store;
    }

    /**
     * One page.
     *
     * @param left how many objects come after it; empty where that is not told, as with a selector
     */
    record Page(long version, List<ObjectNode> objects, Optional<String> next, OptionalInt left) {
        ObjectNode metadata() {
            ObjectNode metadata = Tree.object();
            metadata.put("resourceVersion", Long.toString(version));
            next.ifPresent(token -> metadata.put("continue", token));
            left.ifPresent(count -> metadata.put("remainingItemCount", count));
            return metadata;
        }
    }

    /** What a request's selectors select, with the name of its address as one more. */
    static Predicate<JsonNode> selection(Request request, Address address) {
        Predicate<JsonNode> named = address.isCollection()
                ? object -> true
                : object -> Tree.name(object).equals(address.name());
        return Selection.labels(request.parameter("labelSelector").orElse(""))
                .and(Selection.fields(request.parameter("fieldSelector").orElse("")))
                .and(named);
    }

    Page page(Request request, Address address) {
        Store.Snapshot all = store.list(address.kind(), address.namespace());
        Optional<Token> token =
                request.parameter("continue").filter(text -> !text.isEmpty()).map(this::read);
        Predicate<JsonNode> selection = selection(request, address);
        List<ObjectNode> rest = all.objects().stream()
                .filter(selection)
                .filter(object ->
                        token.isEmpty() || key(object).compareTo(token.get().after()) > 0)
                .toList();
        return cut(rest, limit(request), token.map(Token::version).orElse(all.version()), isSelective(request));
    }

    private static boolean isSelective(Request request) {
        return Stream.of("labelSelector", "fieldSelector")
                .anyMatch(name ->
                        request.parameter(name).filter(text -> !text.isEmpty()).isPresent());
    }

    private static Page cut(List<ObjectNode> rest, int limit, long version, boolean selective) {
        if (limit == 0 || rest.size() <= limit) {
            return new Page(version, rest, Optional.empty(), OptionalInt.empty());
        }
        Token next = new Token(version, key(rest.get(limit - 1)));
        OptionalInt left = selective ? OptionalInt.empty() : OptionalInt.of(rest.size() - limit);
        return new Page(version, rest.subList(0, limit), Optional.of(next.text()), left);
    }

    private Token read(String text) {
        Token token = Token.of(text);
        if (!store.remembers(token.version())) {
            throw Refusal.gone("The provided continue parameter is too old to display a consistent list result. You can"
                    + " start a new list without the continue parameter.");
        }
        return token;
    }

    private static int limit(Request request) {
        String text =
                request.parameter("limit").filter(value -> !value.isEmpty()).orElse("0");
        if (!text.matches("\\d{1,9}")) {
            throw Refusal.badRequest("limit: not a number: " + text);
        }
        return Integer.parseInt(text);
    }

    private static String key(JsonNode object) {
        return Tree.namespace(object) + "/" + Tree.name(object);
    }

    /** Where the next page starts. */
    private record Token(long version, String after) {
        String text() {
            byte[] plain = (version + " " + after).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
        }

        static Token of(String text) {
            try {
                String[] words = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
                return new Token(Long.parseLong(words[0]), words[1]);
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException foreign) {
                throw Refusal.badRequest("continue key is not valid: " + text);
            }
        }
    }
}
