package io.mirrorexperiment.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A line of values as Helm's {@code --set} takes them: {@code a.b=1,c[0].d={x,y},e=null}, with {@code \} before what is to be meant as it is.
 *
 * <p>Types are Helm's: {@code true}, {@code false}, {@code null} in any case, whole numbers without a leading zero; everything else is text.
 */
final class HelmLine {
    private static final Pattern WHOLE = Pattern.compile("0|[-+]?[1-9][0-9]{0,18}");
    private static final int DEEPEST = 30;
    private static final int END = -1;

    private final String text;
    private final Function<String, Piece> typed;
    private final List<Assignment> assignments = new ArrayList<>();
    private int at;

    private HelmLine(String text, Function<String, Piece> typed) {
        this.text = text;
        this.typed = typed;
    }

    /**
     * A value and where it belongs.
     *
     * @param steps names of fields, and indices of lists
     * @param value empty to remove what is there
     */
    record Assignment(List<Step> steps, Optional<Piece> value) {}

    /** One step into a tree. */
    sealed interface Step {
        /** A field. */
        record Name(String word) implements Step {}

        /** An item. */
        record Index(int number) implements Step {}
    }

    /** The line is none of Helm's. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    /** As {@code --set}. */
    static List<Assignment> set(String line) throws Refused {
        return new HelmLine(line, HelmLine::typed).assignments();
    }

    /** As {@code --set-string}: every value is text. */
    static List<Assignment> setString(String line) throws Refused {
        return new HelmLine(line, value -> scalar(value, Piece.Type.TEXT)).assignments();
    }

    private List<Assignment> assignments() throws Refused {
        while (at < text.length()) {
            List<Step> steps = steps();
            value(steps);
        }
        return List.copyOf(assignments);
    }

    private List<Step> steps() throws Refused {
        List<Step> steps = new ArrayList<>();
        boolean indexed = false;
        while (true) {
            String word = until(".[=,");
            int stop = stop();
            take(steps, word, indexed, stop);
            indexed = false;
            switch (stop) {
                case '=' -> {
                    return steps;
                }
                case '[' -> {
                    steps.add(new Step.Index(index()));
                    indexed = true;
                }
                case '.' -> {}
                default -> throw new Refused("'" + shown(steps) + "' has no value; write " + shown(steps) + "=VALUE");
            }
        }
    }

    private void take(List<Step> steps, String word, boolean indexed, int stop) throws Refused {
        boolean nameless = word.isEmpty() && !indexed;
        if (nameless || (indexed && !word.isEmpty()) || steps.size() >= DEEPEST) {
            throw new Refused(
                    "no path of fields before '" + (stop == END ? "" : (char) stop) + "', as in a.b=1 or a[0].b=1");
        }
        if (!word.isEmpty()) {
            steps.add(new Step.Name(word));
        }
    }

    private int index() throws Refused {
        String number = until("]");
        if (stop() != ']' || !number.matches("[0-9]{1,4}")) {
            throw new Refused("an index is a number in brackets, as in a[0]=1");
        }
        return Integer.parseInt(number);
    }

    private void value(List<Step> steps) throws Refused {
        if (at < text.length() && text.charAt(at) == '{') {
            at++;
            assignments.add(new Assignment(steps, Optional.of(new Piece.Sequence(items(), Place.OVERRIDE))));
            if (at < text.length() && stop() != ',') {
                throw new Refused("after a list in braces comes a comma or the end");
            }
            return;
        }
        Piece value = typed.apply(until(","));
        stop();
        boolean nothing = value instanceof Piece.Scalar scalar && scalar.type() == Piece.Type.NOTHING;
        assignments.add(new Assignment(steps, nothing ? Optional.empty() : Optional.of(value)));
    }

    private List<Piece> items() throws Refused {
        List<Piece> items = new ArrayList<>();
        while (true) {
            String item = until(",}");
            int stop = stop();
            if (stop == END) {
                throw new Refused("a list begins with { but does not end with }");
            }
            if (!(item.isEmpty() && items.isEmpty() && stop == '}')) {
                items.add(typed.apply(item));
            }
            if (stop == '}') {
                return items;
            }
        }
    }

    /** What stands before the next of the characters, which is not taken; a character after a backslash is meant as it is. */
    private String until(String stops) {
        StringBuilder word = new StringBuilder();
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
            boolean escape = text.charAt(at) == '\\' && at + 1 < text.length();
            at += escape ? 1 : 0;
            word.append(text.charAt(at));
            at++;
        }
        return word.toString();
    }

    private int stop() {
        return at < text.length() ? text.charAt(at++) : END;
    }

    /** Numbers and truths stay open, because a metric's name may be a number to nobody but YAML. */
    private static Piece typed(String value) {
        if (value.equalsIgnoreCase("null")) {
            return scalar(value, Piece.Type.NOTHING);
        }
        boolean truth = value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
        return scalar(value, truth ? Piece.Type.TRUTH : isWhole(value) ? Piece.Type.NUMBER : Piece.Type.OPEN);
    }

    private static boolean isWhole(String value) {
        return WHOLE.matcher(value).matches() && new java.math.BigInteger(value).bitLength() < Long.SIZE;
    }

    private static Piece scalar(String value, Piece.Type type) {
        return new Piece.Scalar(value, type, Place.OVERRIDE);
    }

    private static String shown(List<Step> steps) {
        StringBuilder shown = new StringBuilder();
        for (Step step : steps) {
            if (step instanceof Step.Name name) {
                shown.append(shown.isEmpty() ? "" : ".").append(name.word());
            } else {
                shown.append('[').append(((Step.Index) step).number()).append(']');
            }
        }
        return Shown.visible(shown.toString(), 60);
    }
}
