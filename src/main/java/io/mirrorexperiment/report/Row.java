package io.mirrorexperiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One line of text in pieces, each with its tone; measured without its dress. Immutable. */
record Row(List<Piece> pieces) {
    static final Row EMPTY = new Row(List.of());

    private static final String CUT = "…";

    Row {
        pieces = List.copyOf(pieces);
    }

    /** So much text in one tone. */
    record Piece(Tone tone, String text) {
        /** Foreign text must not leave its line. */
        Piece {
            text = text.strip().length() == text.length() ? Clean.line(text) : keepingSpace(text);
        }

        private static String keepingSpace(String text) {
            String bare = text.strip();
            int at = text.indexOf(bare);
            return bare.isEmpty()
                    ? " ".repeat(text.length())
                    : " ".repeat(at) + Clean.line(bare) + " ".repeat(text.length() - at - bare.length());
        }
    }

    static Row of(String text) {
        return of(Tone.PLAIN, text);
    }

    static Row of(Tone tone, String text) {
        return new Row(List.of(new Piece(tone, text)));
    }

    Row plus(Tone tone, String text) {
        return plus(of(tone, text));
    }

    Row plus(String text) {
        return plus(Tone.PLAIN, text);
    }

    Row plus(Row other) {
        List<Piece> longer = new ArrayList<>(pieces);
        longer.addAll(other.pieces);
        return new Row(longer);
    }

    int width() {
        return pieces.stream().mapToInt(piece -> Width.of(piece.text())).sum();
    }

    /** Filled up with spaces behind, or cut. */
    Row left(int columns) {
        Row cut = atMost(columns);
        return cut.plus(Width.gap(columns - cut.width()));
    }

    /** Filled up with spaces in front, or cut. */
    Row right(int columns) {
        Row cut = atMost(columns);
        return of(Width.gap(columns - cut.width())).plus(cut);
    }

    /** Cut with a sign where it is wider. */
    Row atMost(int columns) {
        if (width() <= columns) {
            return this;
        }
        List<Piece> kept = new ArrayList<>();
        int room = Math.max(0, columns - 1);
        for (Piece piece : pieces) {
            String text = Width.beginning(piece.text(), room);
            kept.add(new Piece(piece.tone(), text));
            room -= Width.of(text);
            if (!text.equals(piece.text())) {
                break;
            }
        }
        return columns < 1 ? EMPTY : new Row(kept).plus(Tone.FAINT, CUT);
    }

    /** The row as text, without spaces at its end. */
    String render(Style style) {
        String bare = pieces.stream().map(Piece::text).collect(Collectors.joining());
        int rest = bare.stripTrailing().length();
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            String part = piece.text().substring(0, Math.min(rest, piece.text().length()));
            rest -= part.length();
            text.append(style.paint(piece.tone(), part));
        }
        return text.toString();
    }
}
