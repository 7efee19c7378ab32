#include "CCairo.h"
#include "cairo_interface.h"

#include <dlfcn.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct library {
    void *handle;
#define DECLARE(result, name, parameters) result(*name) parameters;
    CAIRO_FUNCTIONS(DECLARE)
#undef DECLARE
} library;

/// Asked in this order for a character. The first two are monospaced; what they do not have is fitted into the cell.
static const char *const families[] = {"DejaVu Sans Mono", "monospace", "DejaVu Sans", "sans-serif"};
enum { family_count = 4, face_count = 4, extent_size = 64 };

struct ccairo_picture {
    library cairo;
    cairo_surface_t *surface;
    cairo_t *context;
    ccairo_sink sink;
    void *sink_context;
    /// Whether there was no memory for something that should have been drawn.
    bool has_failed;
    /// By family and face (1 bold, 2 italic), made when first needed.
    cairo_scaled_font_t *fonts[family_count][face_count];
    /// The size in pixels of the fonts above.
    double font_size;
    /// Characters that wait to be drawn with a font, in one color.
    struct {
        cairo_glyph_t *glyphs;
        int count, capacity;
    } waiting[family_count][face_count];
    /// Advance of a character of the first family, its ascent and its descent at size 1.
    double advance, ascent, descent;
};

static bool load(library *cairo) {
    static const char *const names[] = {"libcairo.so.2", "libcairo.2.dylib", "/opt/homebrew/lib/libcairo.2.dylib"};
    for (unsigned index = 0; index < sizeof names / sizeof *names && !cairo->handle; index++) {
        cairo->handle = dlopen(names[index], RTLD_LAZY | RTLD_LOCAL);
    }
    if (!cairo->handle) return false;
#define FIND(result, name, parameters)                              \
    *(void **)&cairo->name = dlsym(cairo->handle, "cairo_" #name); \
    if (!cairo->name) return false;
    CAIRO_FUNCTIONS(FIND)
#undef FIND
    return true;
}

static void forget(ccairo_picture *picture) {
    library *cairo = &picture->cairo;
    for (int family = 0; family < family_count; family++) {
        for (int face = 0; face < face_count; face++) {
            if (picture->fonts[family][face]) cairo->scaled_font_destroy(picture->fonts[family][face]);
            free(picture->waiting[family][face].glyphs);
        }
    }
    if (picture->context) cairo->destroy(picture->context);
    if (picture->surface) cairo->surface_destroy(picture->surface);
    // The library stays: fonts that it has found are found at once the next time.
    free(picture);
}

static cairo_status_t pass_on(void *closure, const unsigned char *bytes, unsigned int count) {
    ccairo_picture *picture = closure;
    return picture->sink(picture->sink_context, bytes, count) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static cairo_scaled_font_t *font(ccairo_picture *picture, int family, int face) {
    cairo_scaled_font_t **place = &picture->fonts[family][face];
    if (*place) return *place;
    library *cairo = &picture->cairo;
    cairo_font_face_t *made = cairo->toy_font_face_create(
        families[family], face & 2 ? CAIRO_FONT_SLANT_ITALIC : CAIRO_FONT_SLANT_NORMAL,
        face & 1 ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_matrix_t size, identity;
    cairo->matrix_init_scale(&size, picture->font_size, picture->font_size);
    cairo->matrix_init_identity(&identity);
    cairo_font_options_t *options = cairo->font_options_create();
    cairo->font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo->font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo->font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    *place = cairo->scaled_font_create(made, &size, &identity, options);
    cairo->font_options_destroy(options);
    cairo->font_face_destroy(made);
    return *place;
}

ccairo_status ccairo_open(int width, int height, ccairo_picture **result) {
    *result = NULL;
    ccairo_picture *picture = calloc(1, sizeof *picture);
    if (!picture) return CCAIRO_NO_MEMORY;
    if (!load(&picture->cairo)) {
        free(picture);
        return CCAIRO_NO_LIBRARY;
    }
    library *cairo = &picture->cairo;
    picture->surface = cairo->image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    if (cairo->surface_status(picture->surface) == CAIRO_STATUS_SUCCESS) picture->context = cairo->create(picture->surface);
    if (!picture->context || cairo->status(picture->context) != CAIRO_STATUS_SUCCESS) {
        forget(picture);
        return CCAIRO_FAILED;
    }
    picture->font_size = extent_size;
    cairo_font_extents_t extents;
    cairo_scaled_font_t *measured = font(picture, 0, 0);
    if (cairo->scaled_font_status(measured) != CAIRO_STATUS_SUCCESS) {
        forget(picture);
        return CCAIRO_FAILED;
    }
    // Where there is no font at all, cairo draws with strokes of its own, which have but the letters of ASCII.
    if (cairo->scaled_font_get_type(measured) == CAIRO_FONT_TYPE_USER) {
        forget(picture);
        return CCAIRO_NO_FONT;
    }
    cairo->scaled_font_extents(measured, &extents);
    picture->advance = extents.max_x_advance / extent_size;
    picture->ascent = extents.ascent / extent_size;
    picture->descent = extents.descent / extent_size;
    *result = picture;
    return CCAIRO_OK;
}

void ccairo_color(ccairo_picture *picture, double red, double green, double blue, double alpha) {
    picture->cairo.set_source_rgba(picture->context, red, green, blue, alpha);
}

void ccairo_add_line(ccairo_picture *picture, double x0, double y0, double x1, double y1) {
    picture->cairo.move_to(picture->context, x0, y0);
    picture->cairo.line_to(picture->context, x1, y1);
}

void ccairo_add_bend(ccairo_picture *picture, double x0, double y0, double cornerX, double cornerY, double x1, double y1) {
    // How far a quarter of a circle's control points are towards its corner.
    const double k = 0.5522847498;
    picture->cairo.move_to(picture->context, x0, y0);
    picture->cairo.curve_to(
        picture->context, x0 + k * (cornerX - x0), y0 + k * (cornerY - y0), x1 + k * (cornerX - x1), y1 + k * (cornerY - y1), x1, y1);
}

void ccairo_stroke(ccairo_picture *picture, double width, ccairo_ends ends) {
    library *cairo = &picture->cairo;
    cairo->set_antialias(picture->context, ends == CCAIRO_SHARP ? CAIRO_ANTIALIAS_NONE : CAIRO_ANTIALIAS_DEFAULT);
    cairo->set_line_cap(
        picture->context, ends == CCAIRO_ROUND    ? CAIRO_LINE_CAP_ROUND
                          : ends == CCAIRO_SQUARE ? CAIRO_LINE_CAP_SQUARE
                                                  : CAIRO_LINE_CAP_BUTT);
    cairo->set_line_width(picture->context, width);
    cairo->stroke(picture->context);
}

static void wait(ccairo_picture *picture, int family, int face, cairo_glyph_t glyph) {
    __typeof__(picture->waiting[0][0]) *list = &picture->waiting[family][face];
    if (list->count == list->capacity) {
        const int capacity = list->capacity ? 2 * list->capacity : 256;
        cairo_glyph_t *larger = realloc(list->glyphs, sizeof *larger * (size_t)capacity);
        if (!larger) {
            picture->has_failed = true;
            return;
        }
        list->glyphs = larger;
        list->capacity = capacity;
    }
    list->glyphs[list->count++] = glyph;
}

void ccairo_show_characters(ccairo_picture *picture) {
    library *cairo = &picture->cairo;
    cairo->set_antialias(picture->context, CAIRO_ANTIALIAS_DEFAULT);
    for (int family = 0; family < family_count; family++) {
        for (int face = 0; face < face_count; face++) {
            __typeof__(picture->waiting[0][0]) *list = &picture->waiting[family][face];
            if (list->count == 0) continue;
            cairo->set_scaled_font(picture->context, font(picture, family, face));
            cairo->show_glyphs(picture->context, list->glyphs, list->count);
            list->count = 0;
        }
    }
}

/// Where a character's glyphs stand in a cell at `(x, y)`, in the first font that has it.
static cairo_glyph_t *place(ccairo_picture *picture, const char *utf8, int face, double x, double y, double width, double height, int *family,
                            int *count) {
    library *cairo = &picture->cairo;
    const double size = fmin(width / picture->advance, height / (picture->ascent + picture->descent));
    if (size != picture->font_size) {
        ccairo_show_characters(picture);
        for (int each = 0; each < family_count; each++) {
            for (int style = 0; style < face_count; style++) {
                if (picture->fonts[each][style]) cairo->scaled_font_destroy(picture->fonts[each][style]);
                picture->fonts[each][style] = NULL;
            }
        }
        picture->font_size = size;
    }
    const double baseline = y + (height - (picture->ascent + picture->descent) * size) / 2 + picture->ascent * size;
    for (*family = 0; *family < family_count; ++*family) {
        cairo_scaled_font_t *chosen = font(picture, *family, face);
        cairo_glyph_t *glyphs = NULL;
        *count = 0;
        const cairo_status_t status = cairo->scaled_font_text_to_glyphs(
            chosen, 0, 0, utf8, (int)strlen(utf8), &glyphs, count, NULL, NULL, NULL);
        if (status != CAIRO_STATUS_SUCCESS) continue;
        // Glyph 0 is the font's picture of a character that it does not have.
        if ((*count == 1 && glyphs[0].index != 0) || *family == family_count - 1) {
            for (int index = 0; index < *count; index++) {
                cairo_text_extents_t extents;
                cairo->scaled_font_glyph_extents(chosen, &glyphs[index], 1, &extents);
                glyphs[index].x = x + (width - extents.x_advance) / 2;
                glyphs[index].y = baseline;
            }
            return glyphs;
        }
        cairo->glyph_free(glyphs);
    }
    *count = 0;
    return NULL;
}

void ccairo_character(ccairo_picture *picture, const char *utf8, bool bold, bool italic, double x, double y, double width, double height) {
    const int face = (bold ? 1 : 0) | (italic ? 2 : 0);
    int family, count;
    cairo_glyph_t *glyphs = place(picture, utf8, face, x, y, width, height, &family, &count);
    for (int index = 0; index < count; index++) wait(picture, family, face, glyphs[index]);
    picture->cairo.glyph_free(glyphs);
}

void ccairo_outline(ccairo_picture *picture, const char *utf8, bool bold, bool italic, double width, double height, ccairo_outline_sink sink,
                    void *context) {
    library *cairo = &picture->cairo;
    const int face = (bold ? 1 : 0) | (italic ? 2 : 0);
    int family, count;
    cairo_glyph_t *glyphs = place(picture, utf8, face, 0, 0, width, height, &family, &count);
    if (count > 0) {
        cairo->new_path(picture->context);
        cairo->set_scaled_font(picture->context, font(picture, family, face));
        cairo->glyph_path(picture->context, glyphs, count);
        cairo_path_t *path = cairo->copy_path(picture->context);
        for (int index = 0; index < path->num_data; index += path->data[index].header.length) {
            const cairo_path_data_t *data = &path->data[index];
            double numbers[6] = {0};
            for (int point = 1; point < data->header.length && point <= 3; point++) {
                numbers[2 * point - 2] = data[point].point.x;
                numbers[2 * point - 1] = data[point].point.y;
            }
            sink(context, "MLCZ"[data->header.type], numbers);
        }
        cairo->path_destroy(path);
        cairo->new_path(picture->context);
    }
    cairo->glyph_free(glyphs);
}

ccairo_status ccairo_finish(ccairo_picture *picture, ccairo_sink sink, void *context) {
    library *cairo = &picture->cairo;
    bool is_whole = !picture->has_failed && cairo->status(picture->context) == CAIRO_STATUS_SUCCESS;
    if (is_whole && sink) {
        picture->sink = sink;
        picture->sink_context = context;
        is_whole = cairo->surface_write_to_png_stream(picture->surface, pass_on, picture) == CAIRO_STATUS_SUCCESS;
    }
    cairo->surface_finish(picture->surface);
    is_whole = is_whole && cairo->surface_status(picture->surface) == CAIRO_STATUS_SUCCESS;
    forget(picture);
    return is_whole ? CCAIRO_OK : CCAIRO_FAILED;
}
