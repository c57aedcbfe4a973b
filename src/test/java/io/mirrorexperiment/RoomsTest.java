package io.mirrorexperiment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.mirrorexperiment.experiment.Experiment;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the code to the house: its picture, and what each room may bring in from outside. */
class RoomsTest {
    private static final URL PICTURE = Objects.requireNonNull(RoomsTest.class.getResource("/rooms.puml"));

    private static final String JENKINS = "io.jenkins.plugins.mirrorexperiment";

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.mirrorexperiment", JENKINS);

    @Test
    void roomsUseOnlyTheRoomsThatThePictureAllows() {
        classes()
                .should(adhereToPlantUmlDiagram(PICTURE, consideringOnlyDependenciesInDiagram()))
                .check(HOUSE);
    }

    @Test
    void everyRoomIsInThePicture() throws Exception {
        String picture = Files.readString(Path.of(PICTURE.toURI()));

        assertThat(rooms()).allSatisfy(room -> assertThat(picture).contains("[" + room + "] <<"));
    }

    @Test
    void wordsStatisticsAndJudgementNeedNothingButTheJdk() {
        ArchRule rule = classes()
                .that()
                .resideInAnyPackage("..experiment", "..stats", "..conformance")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.mirrorexperiment..", "org.jspecify..");
        rule.check(HOUSE);
    }

    @Test
    void onlyTheClusterRoomKnowsTheKubernetesClient() {
        outside("cluster", "controller", "sandbox")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8.kubernetes.client..")
                .check(HOUSE);
    }

    @Test
    void onlyRoomsWithAFarEndSpeakHttp() {
        outside("metrics", "cluster", "notify", "serve", "sandbox")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "java.net.http..", "com.sun.net.httpserver..")
                .check(HOUSE);
    }

    @Test
    void nobodyAsksTheWallClockBehindTheClocksBack() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..cli..", "..sandbox..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(HOUSE);
    }

    /** An experiment is as it was begun; how many looks a run has by now, its journal knows. Who needs the interval only may ask either. */
    @Test
    void howLongARunLooksIsAskedOfItsJournal() {
        noClasses()
                .that()
                .resideInAnyPackage("..run..", "..report..", "..controller..")
                .and()
                .haveNameNotMatching(".*\\.(Deadlines|Patience|AboutSection|JsonExperiment)")
                .should()
                .callMethod(Experiment.class, "cadence")
                .check(HOUSE);
    }

    @Test
    void onlyItsOwnEdgeKnowsJenkins() {
        noClasses()
                .that()
                .resideOutsideOfPackage(JENKINS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke..", JENKINS)
                .check(HOUSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Manager", "Helper", "Util", "Utils", "Impl", "Base", "Processor", "Handler"})
    void noNameSaysNothing(String word) {
        noClasses().should().haveSimpleNameEndingWith(word).check(HOUSE);
    }

    @Test
    void everyRoomSaysInOneSentenceWhatItIsFor() throws IOException {
        Path root = Path.of("src/main/java/io/mirrorexperiment");
        for (String room : rooms()) {
            String text = Files.readString(root.resolve(room).resolve("package-info.java"));
            assertThat(text).as(room).contains("@NullMarked").containsPattern("/\\*\\*[^@]+\\.\\s*\\*/");
        }
    }

    private static com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction outside(String... rooms) {
        String[] packages = Arrays.stream(rooms).map(room -> ".." + room + "..").toArray(String[]::new);
        return noClasses().that().resideOutsideOfPackages(packages);
    }

    private static List<String> rooms() {
        Set<String> rooms = HOUSE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(JENKINS))
                .flatMap(name -> Stream.of(name.split("\\.")).skip(2).limit(1))
                .collect(Collectors.toSet());
        return rooms.stream().sorted().toList();
    }
}
