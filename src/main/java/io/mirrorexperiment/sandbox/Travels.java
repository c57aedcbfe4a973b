package io.mirrorexperiment.sandbox;

import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A travel agency and the portals that ask it, as the demo of traffic scenarios wants them: namespace {@code travel-agency} with the services
 * travels, hotels, cars, flights, insurances, discounts and, over plain TCP, mysqldb; namespace {@code travel-portal} with three portals that send
 * their name in the header {@code portal}, which the agency's services pass on. All pods have sidecars.
 */
public final class Travels {
    /** The agency's namespace. */
    public static final String AGENCY = "travel-agency";

    /** The portals' namespace. */
    public static final String PORTALS = "travel-portal";

    /** Each portal's workload, by what it says in its header. */
    public static final Map<String, String> PORTAL_WORKLOADS =
            Map.of("travels.uk", "travels-uk", "viaggi.it", "viaggi-it", "voyages.fr", "voyages-fr");

    private Travels() {}

    /** All images, well-behaved; some tens of milliseconds from a portal to the database and back. */
    public static Map<String, ImageProfile> images() {
        Map<String, ImageProfile> images = new HashMap<>();
        for (String version : List.of("1.0", "2.0", "3.0")) {
            put(
                    images,
                    "travels:" + version,
                    "latency=15ms±3ms,size=900,calls=hotels:8000/hotels+cars:8000/cars+flights:8000/flights"
                            + "+insurances:8000/insurances");
            put(images, "mysqldb:" + version, "latency=4ms±1ms,size=2000,serves=tcp");
        }
        put(images, "hotels:1.0", "latency=8ms±2ms,size=600,calls=discounts:8000/discounts+tcp://mysqldb:3306");
        for (String other : List.of("cars", "flights", "insurances", "discounts")) {
            put(images, other + ":1.0", "latency=4ms±1ms,size=300");
        }
        return images;
    }

    private static void put(Map<String, ImageProfile> images, String name, String words) {
        images.put("example/" + name, ImageProfile.parse(ImageProfile.STEADY, words));
    }

    /** The agency: the first version of everything. */
    public static String agency() {
        return read("agency");
    }

    /** The second and third versions of travels. */
    public static String travelsVersions() {
        return read("travels-versions");
    }

    /** The second and third versions of mysqldb. */
    public static String mysqldbVersions() {
        return read("mysqldb-versions");
    }

    /**
     * The three portals.
     *
     * @param qps requests per second of each
     */
    public static String portals(double qps) {
        return paced("portals", qps);
    }

    /**
     * A portal that asks from 50 connections.
     *
     * @param qps its requests per second, all connections together
     */
    public static String loadTester(double qps) {
        return paced("loadtester", qps);
    }

    private static String paced(String name, double qps) {
        BigDecimal rate = new BigDecimal(qps).round(new MathContext(3, RoundingMode.HALF_EVEN));
        return read(name).replace("$QPS", rate.stripTrailingZeros().toPlainString());
    }

    private static String read(String name) {
        return Shipped.text("/demo/travels/" + name + ".yaml");
    }
}
