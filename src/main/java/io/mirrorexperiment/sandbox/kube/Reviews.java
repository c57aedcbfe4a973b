package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Tree;

/** Answers callers who ask what they may do. */
final class Reviews {
    static final String GROUP = "authorization.k8s.io";

    private final Access access;

    Reviews(Access access) {
        this.access = access;
    }

    /** SelfSubjectAccessReview. */
    ObjectNode access(Caller caller, ObjectNode review) {
        JsonNode wish = Tree.at(review, "spec", "resourceAttributes");
        boolean allowed = !wish.isObject()
                || access.allows(
                        caller,
                        new Access.Wish(
                                Tree.text(wish, "verb"),
                                Tree.text(wish, "group"),
                                Tree.text(wish, "resource"),
                                Tree.text(wish, "subresource"),
                                Tree.text(wish, "namespace"),
                                Tree.text(wish, "name")));
        ObjectNode answer = answer(review, "SelfSubjectAccessReview");
        answer.putObject("status").put("allowed", allowed);
        return answer;
    }

    /** SelfSubjectRulesReview. */
    ObjectNode rules(Caller caller, ObjectNode review) {
        ObjectNode answer = answer(review, "SelfSubjectRulesReview");
        ObjectNode status = answer.putObject("status");
        status.put("incomplete", false);
        access.rules(caller, Tree.text(review, "spec", "namespace"))
                .forEach(rule -> Tree.listIn(status, "resourceRules").add(rule));
        Tree.listIn(status, "resourceRules");
        ObjectNode paths = Tree.listIn(status, "nonResourceRules").addObject();
        paths.putArray("verbs").add("get");
        paths.putArray("nonResourceURLs")
                .add("/api")
                .add("/api/*")
                .add("/apis")
                .add("/apis/*")
                .add("/version");
        return answer;
    }

    /** SelfSubjectReview: who am I. */
    ObjectNode identity(Caller caller, ObjectNode review) {
        ObjectNode answer = answer(review, "SelfSubjectReview");
        answer.put("apiVersion", "authentication.k8s.io/v1");
        ObjectNode info = Tree.within(answer, "status", "userInfo");
        info.put("username", caller.user());
        caller.groups().forEach(group -> Tree.listIn(info, "groups").add(group));
        return answer;
    }

    private static ObjectNode answer(ObjectNode review, String kind) {
        ObjectNode answer = Tree.object();
        answer.put("apiVersion", GROUP + "/v1").put("kind", kind);
        answer.set("metadata", Tree.within(review, "metadata"));
        answer.set("spec", review.path("spec").isMissingNode() ? Tree.object() : review.path("spec"));
        return answer;
    }
}
