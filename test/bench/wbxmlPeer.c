/* Times libwbxml in process: wbxmlPeer (decode|encode|encode-table) PASSES FILE...
   reads the files, converts all of them once to warm up, then PASSES times, and prints the milliseconds of those. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wbxml/wbxml.h>
#include <wbxml/wbxml_conv.h>

struct text {
    WB_UTINY *octets;
    WB_ULONG length;
};

static struct text take_in(const char *path)
{
    struct text text = {NULL, 0};
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(2);
    }
    text.length = (WB_ULONG)ftell(file);
    rewind(file);
    text.octets = malloc(text.length + 1);
    if (text.octets == NULL || fread(text.octets, 1, text.length, file) != text.length) {
        perror(path);
        exit(2);
    }
    text.octets[text.length] = 0;
    fclose(file);
    return text;
}

static void convert(const char *mode, struct text text)
{
    WB_UTINY *result = NULL;
    WB_ULONG length = 0;
    WBXMLError error;
    if (strcmp(mode, "decode") == 0) {
        WBXMLConvWBXML2XML *conversion = NULL;
        error = wbxml_conv_wbxml2xml_create(&conversion);
        if (error == WBXML_OK) {
            wbxml_conv_wbxml2xml_set_gen_type(conversion, WBXML_GEN_XML_COMPACT);
            error = wbxml_conv_wbxml2xml_run(conversion, text.octets, text.length, &result, &length);
            wbxml_conv_wbxml2xml_destroy(conversion);
        }
    } else {
        WBXMLConvXML2WBXML *conversion = NULL;
        error = wbxml_conv_xml2wbxml_create(&conversion);
        if (error == WBXML_OK) {
            if (strcmp(mode, "encode") == 0) wbxml_conv_xml2wbxml_disable_string_table(conversion);
            error = wbxml_conv_xml2wbxml_run(conversion, text.octets, text.length, &result, &length);
            wbxml_conv_xml2wbxml_destroy(conversion);
        }
    }
    if (error != WBXML_OK) {
        fprintf(stderr, "%s\n", (const char *)wbxml_errors_string(error));
        exit(3);
    }
    free(result);
}

int main(int count, char **words)
{
    if (count < 4) return 1;
    int texts = count - 3;
    long passes = atol(words[2]);
    struct text *text = malloc(sizeof *text * (size_t)texts);
    if (text == NULL) return 2;
    for (int i = 0; i < texts; i++) text[i] = take_in(words[i + 3]);
    /* A conversion that takes very long isn't done twice. */
    if (passes > 1)
        for (int i = 0; i < texts; i++) convert(words[1], text[i]);
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (long pass = 0; pass < passes; pass++)
        for (int i = 0; i < texts; i++) convert(words[1], text[i]);
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%.6f\n", (double)(end.tv_sec - start.tv_sec) * 1e3 + (double)(end.tv_nsec - start.tv_nsec) / 1e6);
    return 0;
}
