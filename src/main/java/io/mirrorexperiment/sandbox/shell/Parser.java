package io.mirrorexperiment.sandbox.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a script's commands. */
final class Parser {
    private static final Set<String> ENDS = Set.of("do", "done", "then", "else", "elif", "fi");
    private static final Set<String> NEVER = Set.of("case", "function", "select", "{", "}", "[[");

    private final List<Token> tokens;
    private int at;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Command parse(String script) throws ScriptMistake {
        Parser parser = new Parser(Lexer.cut(script));
        Command all = parser.sequence();
        if (parser.at < parser.tokens.size()) {
            throw parser.unexpected();
        }
        return all;
    }

    private Command sequence() throws ScriptMistake {
        List<Command> all = new ArrayList<>();
        while (true) {
            skipSeparators();
            if (at >= tokens.size() || ENDS.contains(keyword())) {
                return new Command.Sequence(List.copyOf(all));
            }
            all.add(chain());
            if (at < tokens.size() && !isSeparator() && !ENDS.contains(keyword())) {
                throw unexpected();
            }
        }
    }

    private Command chain() throws ScriptMistake {
        Command left = one();
        while (isOperator("&&") || isOperator("||")) {
            boolean onSuccess = isOperator("&&");
            at++;
            skipSeparators();
            left = new Command.Then(left, one(), onSuccess);
        }
        return left;
    }

    private Command one() throws ScriptMistake {
        String word = keyword();
        if (NEVER.contains(word)) {
            throw new ScriptMistake(line(), "this shell has no '" + word + "'");
        }
        return switch (word) {
            case "!" -> {
                at++;
                yield new Command.Not(one());
            }
            case "while", "until" -> loop(word.equals("while"));
            case "for" -> each();
            case "if" -> choice();
            default -> simple();
        };
    }

    private Command loop(boolean success) throws ScriptMistake {
        at++;
        Command condition = sequence();
        return new Command.While(condition, body(), success);
    }

    private Command body() throws ScriptMistake {
        expect("do");
        Command body = sequence();
        expect("done");
        return body;
    }

    private Command each() throws ScriptMistake {
        at++;
        String name = keyword();
        if (!name.matches("[A-Za-z_]\\w*")) {
            throw unexpected();
        }
        at++;
        expect("in");
        List<Word> words = new ArrayList<>();
        while (at < tokens.size() && tokens.get(at) instanceof Token.Text text) {
            words.add(text.word());
            at++;
        }
        skipSeparators();
        return new Command.For(name, List.copyOf(words), body());
    }

    private Command choice() throws ScriptMistake {
        at++;
        Command condition = sequence();
        expect("then");
        Command then = sequence();
        if (keyword().equals("elif")) {
            return new Command.If(condition, then, choice());
        }
        Command otherwise = new Command.Sequence(List.of());
        if (keyword().equals("else")) {
            at++;
            otherwise = sequence();
        }
        expect("fi");
        return new Command.If(condition, then, otherwise);
    }

    private Command simple() throws ScriptMistake {
        List<Word> words = new ArrayList<>();
        boolean out = false;
        boolean errors = false;
        while (at < tokens.size() && !(tokens.get(at) instanceof Token.Operator)) {
            if (tokens.get(at) instanceof Token.Text text) {
                words.add(text.word());
            } else if (tokens.get(at) instanceof Token.Redirect redirect) {
                out |= redirect.out();
                errors |= redirect.errors();
            }
            at++;
        }
        if (words.isEmpty()) {
            throw unexpected();
        }
        return new Command.Simple(List.copyOf(words), out, errors);
    }

    private void expect(String word) throws ScriptMistake {
        if (!keyword().equals(word)) {
            throw unexpected();
        }
        at++;
    }

    private boolean isOperator(String sign) {
        return at < tokens.size() && tokens.get(at).equals(new Token.Operator(sign));
    }

    private String keyword() {
        return at < tokens.size() && tokens.get(at) instanceof Token.Text text
                ? text.word().keyword()
                : "";
    }

    private ScriptMistake unexpected() {
        String what = at >= tokens.size() ? "end of the script" : "'" + keyword() + "'";
        return new ScriptMistake(line(), "unexpected " + what);
    }

    private int line() {
        return 1
                + (int) tokens.subList(0, at).stream()
                        .filter(token -> token.equals(new Token.Operator("\n")))
                        .count();
    }

    private boolean isSeparator() {
        return isOperator(";") || isOperator("\n");
    }

    private void skipSeparators() {
        while (isSeparator()) {
            at++;
        }
    }
}
