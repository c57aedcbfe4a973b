package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LeasesTest {
    @Test
    void theLeaseIsNamedAfterItsTargetAndLivesBesideIt() {
        Address lease = Leases.address(new Address(Kind.VIRTUAL_SERVICE, "shop", "reviews"), "default");

        assertThat(lease).isEqualTo(new Address(Kind.LEASE, "shop", "mirror-experiment.virtualservice.reviews"));
    }

    @Test
    void aTargetWithoutNamespaceHasItsLeaseInTheDefaultOne() {
        assertThat(Leases.address(new Address(Kind.NAMESPACE, "", "shop"), "default")
                        .namespace())
                .isEqualTo("default");
    }

    @Test
    void aLongNameIsShortenedToAValidOneThatStaysItsOwn() {
        String one = name("x".repeat(64) + ".a");
        String other = name("x".repeat(64) + ".b");

        assertThat(one).isNotEqualTo(other).startsWith("mirror-experiment.virtualservice.xxx");
        assertThat(one).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
        assertThat(Arrays.stream(one.split("\\.", -1))).allMatch(part -> part.length() <= 63);
    }

    @Test
    void aNameOfManyPartsStaysBelowTheLimit() {
        assertThat(name("a.".repeat(126) + "z").length()).isLessThanOrEqualTo(253);
    }

    private static String name(String target) {
        return Leases.name(new Address(Kind.VIRTUAL_SERVICE, "shop", target));
    }
}
