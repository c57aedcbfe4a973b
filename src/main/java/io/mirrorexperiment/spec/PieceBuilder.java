package io.mirrorexperiment.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * Puts pieces together from parser events. It keeps its own stack, so deep nesting can't exhaust the thread's, and an
 * alias shares its anchor's piece, so a few lines can't grow into gigabytes.
 */
final class PieceBuilder {
    private static final int DEEPEST = 64;
    private static final ScalarResolver RESOLVER = YamlText.SETTINGS.getSchema().getScalarResolver();

    private final List<Piece> documents = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<Anchor, Piece> anchors = new HashMap<>();
    private int events;
    private Place reached = Place.START;
    private final int mostEvents;

    PieceBuilder(int mostEvents) {
        this.mostEvents = mostEvents;
    }

    /** A text that is YAML but nothing that we read. */
    static final class Refused extends RuntimeException {
        private final transient Place place;
        private final String sentence;

        Refused(Place place, String sentence) {
            super(sentence, null, false, false);
            this.place = place;
            this.sentence = sentence;
        }

        Place place() {
            return place;
        }

        String sentence() {
            return sentence;
        }
    }

    /** A list or a mapping whose end has not come yet; of a mapping, names and values in turn. */
    private record Open(boolean mapping, Place place, Optional<Anchor> anchor, List<Piece> parts) {
        Piece closed() {
            return mapping ? new Piece.Mapping(entries(), place) : new Piece.Sequence(parts, place);
        }

        private List<Piece.Entry> entries() {
            List<Piece.Entry> entries = new ArrayList<>();
            for (int i = 0; i + 1 < parts.size(); i += 2) {
                if (!(parts.get(i) instanceof Piece.Scalar name)) {
                    throw new Refused(parts.get(i).place(), "a name belongs here, not a list or a group of fields");
                }
                entries.add(new Piece.Entry(name.text(), name.place(), parts.get(i + 1)));
            }
            return entries;
        }
    }

    /** The documents that are not empty. */
    List<Piece> documents() {
        return List.copyOf(documents);
    }

    /** Where the last event began. */
    Place reached() {
        return reached;
    }

    void accept(Event event) {
        reached = placeOf(event);
        if (++events > mostEvents) {
            throw new Refused(
                    placeOf(event), "the text holds more than " + mostEvents + " values; that can't be a spec");
        }
        if (event instanceof DocumentStartEvent) {
            anchors.clear();
        } else if (event instanceof AliasEvent alias) {
            add(meant(alias), Optional.empty());
        } else if (event instanceof ScalarEvent scalar) {
            add(new Piece.Scalar(scalar.getValue(), typeOf(scalar), placeOf(scalar)), scalar.getAnchor());
        } else if (event instanceof CollectionStartEvent start) {
            begin(start);
        } else if (event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd) {
            Open ended = open.pop();
            add(ended.closed(), ended.anchor());
        }
    }

    private void begin(CollectionStartEvent start) {
        boolean mapping = start.getEventId() == Event.ID.MappingStart;
        Tag usual = mapping ? Tag.MAP : Tag.SEQ;
        start.getTag().filter(tag -> !tag.equals(usual.getValue())).ifPresent(tag -> refuseTag(start));
        if (open.size() >= DEEPEST) {
            throw new Refused(
                    placeOf(start), "the text is nested more than " + DEEPEST + " levels deep; that can't be a spec");
        }
        open.push(new Open(mapping, placeOf(start), start.getAnchor(), new ArrayList<>()));
    }

    private void add(Piece piece, Optional<Anchor> anchor) {
        anchor.ifPresent(name -> anchors.put(name, piece));
        if (!open.isEmpty()) {
            open.peek().parts().add(piece);
        } else if (!(piece instanceof Piece.Scalar scalar) || scalar.type() != Piece.Type.NOTHING) {
            documents.add(piece);
        }
    }

    private Piece meant(AliasEvent alias) {
        Piece piece = anchors.get(alias.getAlias());
        if (piece == null) {
            throw new Refused(
                    placeOf(alias),
                    "there is an alias *" + alias.getAlias() + " without an anchor &" + alias.getAlias()
                            + " before it");
        }
        return piece;
    }

    private static Piece.Type typeOf(ScalarEvent scalar) {
        String tag = scalar.getTag().orElseGet(() -> RESOLVER.resolve(
                        scalar.getValue(), scalar.getImplicit().canOmitTagInPlainScalar())
                .getValue());
        if (tag.equals(Tag.INT.getValue()) || tag.equals(Tag.FLOAT.getValue())) {
            return Piece.Type.NUMBER;
        }
        if (tag.equals(Tag.BOOL.getValue())) {
            return Piece.Type.TRUTH;
        }
        if (tag.equals(Tag.NULL.getValue())) {
            return Piece.Type.NOTHING;
        }
        return tag.equals(Tag.STR.getValue()) || tag.equals("!") ? Piece.Type.TEXT : refuseTag(scalar);
    }

    private static Piece.Type refuseTag(NodeEvent event) {
        throw new Refused(placeOf(event), "YAML tags (words that begin with !) are not read here; remove it");
    }

    private static Place placeOf(Event event) {
        return event.getStartMark().map(YamlText::placeOf).orElse(Place.START);
    }
}
