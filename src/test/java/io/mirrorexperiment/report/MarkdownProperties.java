package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.journal.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BulletList;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** What a reader of Markdown finds in a report, whatever a journal says. */
class MarkdownProperties {
    private static final List<String> DEFAULTS = List.of(
            "promotion: <auto> & [more](https://example.org) ![x](y)",
            "- 1. # `code` ***",
            "12. | <!-- $x$ ~~old~~ _a_ \\",
            "https://ci:" + Journals.SECRET + "@prom.example");

    private static final Set<Class<?>> OURS = Set.of(
            Document.class,
            Heading.class,
            Paragraph.class,
            BulletList.class,
            ListItem.class,
            StrongEmphasis.class,
            FencedCodeBlock.class,
            Text.class);

    private static final Parser READER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    @Provide
    Arbitrary<Journal> journals() {
        return Journals.any();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab 1.)-+=#*_`<>[]()!&;:|~$\\/\n\t\"'{}@^")
                .ofMaxLength(40);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void nothingThatOthersSaidIsMarkupAndNoSecretIsTold(@ForAll("journals") Journal journal) {
        String report = MarkdownReport.of(journal, DEFAULTS);

        List<Node> nodes = below(READER.parse(report)).toList();
        assertThat(nodes)
                .allMatch(node -> OURS.contains(node.getClass())
                        || node.getClass().getPackage().equals(TableBlock.class.getPackage()));
        assertThat(nodes)
                .filteredOn(BulletList.class::isInstance)
                .allMatch(list -> list.getParent() instanceof Document);
        assertThat(nodes)
                .filteredOn(StrongEmphasis.class::isInstance)
                .allMatch(strong ->
                        strong.getPrevious() == null && strong.getParent().getParent() instanceof ListItem);
        assertThat(report).doesNotContain(Journals.SECRET).doesNotContainPattern("[\\p{Cc}&&[^\\n]]");
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void tablesAreThoseOfTheConsole(@ForAll("journals") Journal journal) {
        List<List<String>> asked = new ArrayList<>();
        for (Section section : ConsoleReport.sections(new Facts(journal), DEFAULTS)) {
            for (Block block : section.blocks()) {
                if (block instanceof Table table) {
                    asked.add(table.cells().stream()
                            .flatMap(List::stream)
                            .map(cell -> cell.render(Style.PLAIN).strip())
                            .toList());
                }
            }
        }

        List<List<String>> read = below(READER.parse(MarkdownReport.of(journal, DEFAULTS)))
                .filter(TableBlock.class::isInstance)
                .map(table -> below(table)
                        .filter(TableCell.class::isInstance)
                        .map(MarkdownProperties::words)
                        .toList())
                .toList();

        assertThat(read).isEqualTo(asked);
    }

    @Property(tries = 2000)
    void aTextReadsAsItWas(@ForAll("texts") String text) {
        Node document = READER.parse(MarkdownText.block("x" + text) + "\n\n" + MarkdownText.block(text));

        assertThat(words(document.getFirstChild())).isEqualTo(Clean.line("x" + text));
        assertThat(document.getLastChild()).isInstanceOf(Paragraph.class);
        assertThat(words(document.getLastChild()))
                .isEqualTo(Clean.line(text).isEmpty() ? Clean.line("x" + text) : Clean.line(text));
    }

    private static Stream<Node> below(Node node) {
        Stream.Builder<Node> children = Stream.builder();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return Stream.concat(Stream.of(node), children.build().flatMap(MarkdownProperties::below));
    }

    private static String words(Node node) {
        return String.join(
                "",
                below(node)
                        .filter(Text.class::isInstance)
                        .map(text -> ((Text) text).getLiteral())
                        .toList());
    }
}
