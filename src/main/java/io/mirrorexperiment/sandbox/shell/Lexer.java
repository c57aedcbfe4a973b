package io.mirrorexperiment.sandbox.shell;

import java.util.ArrayList;
import java.util.List;

/** Cuts a script into tokens; what this shell doesn't play is a mistake, never something else. */
final class Lexer {
    private static final String BLANKS = " \t\r";
    private static final List<Redirection> REDIRECTIONS = List.of(
            new Redirection("2>&1", false, false),
            new Redirection("1>&2", false, false),
            new Redirection(">&2", false, false),
            new Redirection("&>/dev/null", true, true),
            new Redirection("2>/dev/null", false, true),
            new Redirection("2> /dev/null", false, true),
            new Redirection("1>/dev/null", true, false),
            new Redirection(">/dev/null", true, false),
            new Redirection("> /dev/null", true, false));

    private final String script;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;

    private Lexer(String script) {
        this.script = script;
    }

    /** A redirection as it is written, and which outputs it throws away. */
    private record Redirection(String written, boolean out, boolean errors) {}

    static List<Token> cut(String script) throws ScriptMistake {
        Lexer lexer = new Lexer(script);
        while (lexer.at < script.length()) {
            lexer.next();
        }
        return List.copyOf(lexer.tokens);
    }

    private void next() throws ScriptMistake {
        char c = script.charAt(at);
        if (BLANKS.indexOf(c) >= 0) {
            at++;
        } else if (script.startsWith("\\\n", at)) {
            at += 2;
            line++;
        } else if (c == '#') {
            at = endOfLine();
        } else if (c == '\n' || c == ';') {
            line += c == '\n' ? 1 : 0;
            at++;
            tokens.add(new Token.Operator(String.valueOf(c)));
        } else if (!redirected() && !joined()) {
            word();
        }
    }

    private boolean redirected() {
        for (Redirection known : REDIRECTIONS) {
            if (script.startsWith(known.written(), at)) {
                at += known.written().length();
                tokens.add(new Token.Redirect(known.out(), known.errors()));
                return true;
            }
        }
        return false;
    }

    private boolean joined() {
        for (String sign : List.of("&&", "||")) {
            if (script.startsWith(sign, at)) {
                at += sign.length();
                tokens.add(new Token.Operator(sign));
                return true;
            }
        }
        return false;
    }

    private void word() throws ScriptMistake {
        List<Word.Part> parts = new ArrayList<>();
        boolean quoted = false;
        while (at < script.length() && " \t\r\n;".indexOf(script.charAt(at)) < 0) {
            char c = script.charAt(at);
            if (c == '\'') {
                parts.add(literal(upTo('\'')));
                quoted = true;
            } else if (c == '"') {
                doubleQuoted(parts);
                quoted = true;
            } else if (c == '$') {
                parts.add(variable(true));
            } else if (script.startsWith("&&", at) || script.startsWith("||", at)) {
                break;
            } else {
                parts.add(literal(plain(c)));
            }
        }
        tokens.add(new Token.Text(new Word(parts, quoted)));
    }

    private String plain(char c) throws ScriptMistake {
        if ("|&()<>`".indexOf(c) >= 0) {
            throw new ScriptMistake(line, "this shell has no " + name(c) + ", which begins at '" + rest() + "'");
        }
        at++;
        if (c == '\\' && at < script.length()) {
            return String.valueOf(script.charAt(at++));
        }
        return String.valueOf(c);
    }

    private static String name(char c) {
        return switch (c) {
            case '|' -> "pipes";
            case '&' -> "jobs in the background";
            case '<', '>' -> "redirection but to /dev/null";
            default -> "subshells and functions";
        };
    }

    private void doubleQuoted(List<Word.Part> parts) throws ScriptMistake {
        at++;
        StringBuilder text = new StringBuilder();
        while (at < script.length() && script.charAt(at) != '"') {
            char c = script.charAt(at);
            if (c == '`') {
                throw new ScriptMistake(line, "this shell has no subshells, which begin at '" + rest() + "'");
            } else if (c == '$') {
                parts.add(literal(text.toString()));
                text.setLength(0);
                parts.add(variable(false));
            } else {
                boolean escape = c == '\\' && at + 1 < script.length() && "\"\\$`".indexOf(script.charAt(at + 1)) >= 0;
                at += escape ? 1 : 0;
                line += c == '\n' ? 1 : 0;
                text.append(script.charAt(at++));
            }
        }
        if (at >= script.length()) {
            throw new ScriptMistake(line, "a double quote is not closed");
        }
        at++;
        parts.add(literal(text.toString()));
    }

    private String upTo(char quote) throws ScriptMistake {
        int end = script.indexOf(quote, at + 1);
        if (end < 0) {
            throw new ScriptMistake(line, "a single quote is not closed");
        }
        String text = script.substring(at + 1, end);
        line += (int) text.chars().filter(c -> c == '\n').count();
        at = end + 1;
        return text;
    }

    private Word.Part variable(boolean split) throws ScriptMistake {
        boolean braced = script.startsWith("${", at);
        int from = at + (braced ? 2 : 1);
        int end = from;
        while (end < script.length() && (Character.isLetterOrDigit(script.charAt(end)) || script.charAt(end) == '_')) {
            end++;
        }
        if (end == from && script.startsWith("$?", at)) {
            end++;
        }
        boolean closed = !braced || script.startsWith("}", end);
        if (end == from || !closed) {
            throw new ScriptMistake(line, "this shell has variables only, nothing like '" + rest() + "'");
        }
        at = end + (braced ? 1 : 0);
        return new Word.Part(script.substring(from, end), true, split);
    }

    private static Word.Part literal(String text) {
        return new Word.Part(text, false, false);
    }

    private String rest() {
        return script.substring(at, Math.min(endOfLine(), at + 40));
    }

    private int endOfLine() {
        int end = script.indexOf('\n', at);
        return end < 0 ? script.length() : end;
    }
}
