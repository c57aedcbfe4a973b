package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of Go's golang.org/x/net/http/httpproxy, which kubectl uses. */
class ProxiesTest {
    @ParameterizedTest
    @CsvSource({
        "k.example.com, example.com, true",
        "k.example.com, .example.com, true",
        "k.example.com, *.example.com, true",
        "k.example.com, 'other.org, K.example.com', true",
        "k.example.com, *, true",
        "kexample.com, example.com, false",
        "k.example.com, '', false",
        "10.1.2.3, 10.0.0.0/8, true",
        "11.1.2.3, 10.0.0.0/8, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.0/31, false",
        "10.1.2.3, 10.1.2.2/31, true",
        "10.1.2.3, 10.0.0.0/99, false",
        "10.1.2.3, fd00::/8, false",
        "[fd00::1], fd00::/8, true",
        "k.example.com, 10.0.0.0/8, false"
    })
    void leavesTheProxyOutWhereNoProxySaysSo(String host, String list, boolean expected) {
        assertThat(Proxies.isExcluded(host, Optional.of(list))).isEqualTo(expected);
    }
}
