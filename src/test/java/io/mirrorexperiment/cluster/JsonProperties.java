package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonProperties {
    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(@ForAll("trees") Map<String, Object> tree) throws IOException {
        assertThat(Json.readObject(Json.write(tree))).isEqualTo(tree);
    }

    @Property(tries = 300)
    void whatIsReadIsWrittenInTheSameForm(@ForAll("numbers") String number) throws IOException {
        String text = "{\"n\":" + number + "}";

        assertThat(Json.write(Json.readObject(text))).isEqualTo(text);
    }

    @Property(tries = 300)
    void readsAnythingOrRefusesIt(@ForAll String text) {
        try {
            assertThat(Json.readObject(text)).isNotNull();
        } catch (IOException refused) {
            assertThat(refused).isNotNull();
        }
    }

    /** Whole numbers of any length, and fractions with any number of zeros at their end. */
    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> whole = Arbitraries.bigIntegers().map(String::valueOf);
        Arbitrary<String> fraction =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(25);
        return Arbitraries.oneOf(
                whole,
                net.jqwik.api.Combinators.combine(Arbitraries.integers().between(0, 1_000_000), fraction)
                        .as((start, end) -> start + "." + end)
                        .filter(text -> !text.startsWith("0.000000")));
    }

    @Provide
    Arbitrary<Map<String, Object>> trees() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).map(Object.class::cast),
                Arbitraries.integers().map(Object.class::cast),
                Arbitraries.of(40.0, 0.1, -2.5).map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast));
        Arbitrary<Object> nodes = Arbitraries.lazyOf(
                () -> scalars,
                () -> scalars.list().ofMaxSize(3).map(list -> (Object) List.copyOf(list)),
                () -> trees().map(Object.class::cast));
        return Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(5), nodes)
                .ofMaxSize(3)
                .map(LinkedHashMap::new);
    }
}
