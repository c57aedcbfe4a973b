package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the default build is compiled against is what Jenkins really has: each type, member, type of a result, exception and constant. */
class SignaturesJenkinsTest {
    private static final Path SOURCES = Path.of("src/jenkins-api/java");

    @Test
    void everySignatureExistsInTheRealApi(@TempDir Path compiled) throws Exception {
        List<String> differences = new ArrayList<>();
        List<String> names = names();
        compile(compiled);
        try (URLClassLoader ours =
                new URLClassLoader(new URL[] {compiled.toUri().toURL()}, jspecifyOnly())) {
            for (String name : names) {
                compare(ours.loadClass(name), differences);
            }
        }

        assertThat(differences).isEmpty();
        assertThat(names).hasSizeGreaterThan(50);
    }

    private static ClassLoader jspecifyOnly() {
        URL jspecify = Objects.requireNonNull(org.jspecify.annotations.Nullable.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation());
        return new URLClassLoader(new URL[] {jspecify}, ClassLoader.getPlatformClassLoader());
    }

    private static void compile(Path compiled) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", compiled.toString()));
        arguments.addAll(List.of(
                "-cp",
                Path.of(org.jspecify.annotations.Nullable.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString()));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(arguments::add);
        }
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(code).as("the signatures compile by themselves").isZero();
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> SOURCES.relativize(file)
                            .toString()
                            .replace(".java", "")
                            .replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    private static void compare(Class<?> ours, List<String> differences) {
        Class<?> real = real(ours.getName());
        if (real == null) {
            differences.add("there is no " + ours.getName());
            return;
        }
        boolean laxer = Modifier.isAbstract(ours.getModifiers()) && !Modifier.isAbstract(real.getModifiers());
        if (ours.isInterface() != real.isInterface() || laxer) {
            differences.add(ours.getName() + " is of another kind");
        }
        supertypes(ours)
                .filter(type -> !supertypeNames(real).contains(type))
                .forEach(type -> differences.add(ours.getName() + " is no " + type));
        Arrays.stream(ours.getDeclaredMethods())
                .filter(SignaturesJenkinsTest::isSeen)
                .filter(method -> methods(real).noneMatch(there -> same(method, there)))
                .forEach(method -> differences.add(method.toString()));
        Arrays.stream(ours.getDeclaredConstructors())
                .filter(SignaturesJenkinsTest::isSeen)
                .filter(each -> !each.getDeclaringClass().isEnum())
                .filter(each -> each.getParameterCount() > 0)
                .filter(each -> Arrays.stream(real.getDeclaredConstructors()).noneMatch(there -> same(each, there)))
                .forEach(each -> differences.add(each.toString()));
        Arrays.stream(ours.getDeclaredFields())
                .filter(SignaturesJenkinsTest::isSeen)
                .filter(field ->
                        !field.getName().startsWith("$") && fields(real).noneMatch(there -> same(field, there)))
                .forEach(field -> differences.add(field.toString()));
        Arrays.stream(ours.getDeclaredClasses()).forEach(inner -> compare(inner, differences));
    }

    private static boolean isSeen(Member member) {
        return !member.isSynthetic() && (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private static boolean same(Method one, Method other) {
        return one.getName().equals(other.getName())
                && one.getReturnType().getName().equals(other.getReturnType().getName())
                && Modifier.isStatic(one.getModifiers()) == Modifier.isStatic(other.getModifiers())
                && same((Executable) one, other);
    }

    /** Exceptions that the real one does not throw would be caught in vain; those that it throws beside would not be caught at all. */
    private static boolean same(Executable one, Executable other) {
        return names(one.getParameterTypes()).equals(names(other.getParameterTypes()))
                && names(one.getExceptionTypes()).containsAll(checked(other));
    }

    private static List<String> checked(Executable executable) {
        return Arrays.stream(executable.getExceptionTypes())
                .filter(type -> !RuntimeException.class.isAssignableFrom(type))
                .map(Class::getName)
                .toList();
    }

    private static boolean same(Field one, Field other) {
        return one.getName().equals(other.getName())
                && one.getType().getName().equals(other.getType().getName())
                && Modifier.isStatic(one.getModifiers()) == Modifier.isStatic(other.getModifiers());
    }

    private static List<String> names(Class<?>[] types) {
        return Arrays.stream(types).map(Class::getName).toList();
    }

    private static Stream<Class<?>> lineage(Class<?> type) {
        Stream<Class<?>> above =
                Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
        return Stream.concat(Stream.of(type), above.flatMap(SignaturesJenkinsTest::lineage));
    }

    private static Stream<Method> methods(Class<?> type) {
        return lineage(type).flatMap(each -> Arrays.stream(each.getDeclaredMethods()));
    }

    private static Stream<Field> fields(Class<?> type) {
        return lineage(type).flatMap(each -> Arrays.stream(each.getDeclaredFields()));
    }

    private static Stream<String> supertypes(Class<?> type) {
        return lineage(type).map(Class::getName);
    }

    private static List<String> supertypeNames(Class<?> type) {
        return Stream.concat(supertypes(type), Stream.of("java.lang.Object")).toList();
    }

    private static @org.jspecify.annotations.Nullable Class<?> real(String name) {
        try {
            return Class.forName(name, false, SignaturesJenkinsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
