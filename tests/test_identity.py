"""Whose document it is: title, department, region, year, basis, level, units."""

from __future__ import annotations

import pytest
from text_documents import made, seed

from index.identity import Identity, identify
from index.model import Basis
from index.readers import read_blocks
from index.readers.text import blocks_of_lines
from index.regions import region_of


def identity_of(text: str, file_name: str = "文件.txt") -> Identity:
    return identify(blocks_of_lines(text.split("\n")), file_name)


def test_a_cover_over_two_lines() -> None:
    path = made("plain_numbering.txt")
    assert identify(read_blocks(path), path.name) == Identity(
        title="云渡市园林管理局2024年部门预算",
        department="云渡市园林管理局",
        region="云渡市",
        year=2024,
        basis=Basis.BUDGET,
        level="部门",
        units=("云渡市苗圃管理中心",),
    )


def test_without_a_cover_the_heading_of_the_narrative_tells() -> None:
    path = made("tables_first.txt")
    found = identify(read_blocks(path), path.name)
    assert (found.title, found.department, found.region) == ("石桥市档案馆2024年部门预算", "石桥市档案馆", "石桥市")
    assert (found.year, found.level) == (2024, "部门")


def test_the_caption_of_a_table_may_tell_the_body_beside_its_number_and_unit() -> None:
    text = "第二部分 2023年度部门决算表\n\n收入支出决算总表\n\n公开01表　部门：云渡市水务局　金额单位：元\n"
    found = identity_of(text)
    assert (found.department, found.year, found.basis) == ("云渡市水务局", 2023, Basis.FINAL)


@pytest.mark.parametrize(
    "row", ["部门名称\t云渡市水务局", "填报单位（部门）：\t云渡市水务局", "单位名称：云渡市水务局\t单位：万元"]
)
def test_a_form_names_its_body_in_its_first_rows(row: str) -> None:
    found = identity_of(f"2025年部门整体绩效目标表\n\n{row}\n基本支出\t10.00\n项目支出\t20.00\n", "目标表.txt")
    assert (found.title, found.department, found.region, found.year) == (
        "云渡市水务局2025年部门预算",
        "云渡市水务局",
        "云渡市",
        2025,
    )


def test_a_unit_budget_with_lost_table_titles() -> None:
    path = made("lost_titles.txt")
    found = identify(read_blocks(path), path.name)
    assert (found.title, found.level, found.year) == ("海岭县图书馆2023年单位预算", "单位", 2023)
    assert found.region == "海岭县"


@pytest.mark.parametrize(
    "cover",
    [
        "云渡市水务局\n\n2025年部门预算\n\n2025年3月",
        "2025年部门预算\n\n云渡市水务局",
        "云渡市水务局\n\n2025\n\n年度\n\n部门预算\n\n公开",
        "2025年度云渡市水务局部门预算公开",
        "二〇二五年云渡市水务局部门预算",
        "**云渡市水务局（部门）2025 年部门预算**",
        "云渡市2025年市级部门预算\n\n预算主管部门：云渡市水务局",
        "2025年部门预算公开表\n\n部门：305_云渡市水务局",
    ],
)
def test_covers_in_many_forms(cover: str) -> None:
    found = identity_of(f"{cover}\n\n一、概况\n\n本局负责全市水务，内设三个处。")
    assert (found.department, found.year, found.level) == ("云渡市水务局", 2025, "部门")
    assert found.title.startswith("云渡市水务局2025年")


def test_the_full_name_stands_for_the_short_one() -> None:
    text = (
        "一、2024年县住建局预算说明\n\n（一）关于县住建局2024年收入预算情况说明\n\n"
        "县住建局预算包括：海岭县住房和城乡建设局（以下简称县住建局）本级预算、海岭县房屋征收中心预算。"
    )
    found = identity_of(text)
    assert found.department == "海岭县住房和城乡建设局"
    assert found.units == ("海岭县房屋征收中心",)
    assert found.title == "海岭县住房和城乡建设局2024年部门预算"


def test_lines_with_code_or_label_name_the_body() -> None:
    assert identity_of("101 云渡市司法局\n\n预算年度：2024\n\n收入\t1.00").department == "云渡市司法局"
    assert identity_of("部门名称：云渡市司法局\n\n单位：万元\n\n收入\t1.00").department == "云渡市司法局"


def test_the_year_is_the_budgets_and_no_date() -> None:
    text = "云渡市司法局2024年部门预算\n\n2023年3月\n\n一、2024年收入预算情况\n\n比2023年预算增加，截至2022年底。"
    assert identity_of(text).year == 2024


def test_a_cover_left_over_from_last_year_is_outvoted() -> None:
    sections = "\n\n".join(f"（{n}）关于云渡市司法局2024年第{n}项预算情况说明\n\n安排合理。" for n in "一二三四五")
    found = identity_of(f"云渡市司法局2023年部门预算\n\n一、预算说明\n\n{sections}")
    assert found.year == 2024
    assert found.title == "云渡市司法局2024年部门预算"


def test_final_accounts_are_told_from_budgets() -> None:
    found = identity_of("云渡市财政局2024年度部门决算\n\n一、收入决算情况\n\n收入比预算多，按预决算管理办法公开。")
    assert found.basis is Basis.FINAL
    assert identity_of("一、收入决算表\n\n二、支出决算表\n\n都已列明，没有预算。").basis is Basis.FINAL


@pytest.mark.parametrize(
    "name", ["云渡市司法局24年预算.txt", "云渡市司法局2024年度部门预算.txt", "3__云渡市司法局2024度部门预算表.txt"]
)
def test_the_file_name_is_the_last_witness(name: str) -> None:
    found = identity_of("收入都按规定编制，支出从紧。", name)
    assert (found.department, found.year) == ("云渡市司法局", 2024)


def test_a_document_of_nobody_is_called_as_its_file() -> None:
    path = made("nobody.txt")
    assert identify(read_blocks(path), path.name) == Identity("nobody", "", "", None, Basis.BUDGET, "部门", ())


def test_units_listed_below_their_sentence() -> None:
    text = (
        "一、云渡市教育局机构设置\n\n纳入云渡市教育局2024年部门预算编制范围的单位包括：\n\n"
        "1. 云渡市教育局（本级）\n2. 云渡市教师进修学校；\n3. 云渡市教育考试中心。\n\n"
        "共有车辆2辆，单位价值50万元以上设备0台。"
    )
    assert identity_of(text).units == ("云渡市教师进修学校", "云渡市教育考试中心")


def test_units_numbered_within_their_sentence() -> None:
    text = (
        "云渡市教育局2023年度部门决算\n\n一、机构设置\n\n纳入2023年度部门决算编制范围的单位共3个，具体是："
        "1.云渡市教育局（本级）；2.云渡市教师进修学校；3.云渡市教育考试中心。\n"
    )
    assert identity_of(text).units == ("云渡市教师进修学校", "云渡市教育考试中心")


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("嘉兴市人力资源和社会保障局", "嘉兴市"),
        ("绍兴市柯桥区人民代表大会常务委员会办公室", "绍兴市柯桥区"),
        ("上海市普陀区人民政府万里街道办事处", "上海市普陀区"),
        ("浙江省嘉兴市海宁市财政局", "浙江省嘉兴市海宁市"),
        ("内蒙古自治区呼和浩特市教育局", "内蒙古自治区呼和浩特市"),
        ("大理白族自治州大理市公安局", "大理白族自治州大理市"),
        ("景宁畲族自治县教育局", "景宁畲族自治县"),
        ("阿拉善左旗财政局", "阿拉善左旗"),
        ("单县财政局", "单县"),
        ("盐城市大丰区教育局", "盐城市大丰区"),
        ("晋城市城区人民法院", "晋城市城区"),
        ("桐乡市城市管理局", "桐乡市"),
        ("海宁市市场监督管理局", "海宁市"),
        ("宁波市社区建设办公室", "宁波市"),
        ("国家税务总局嘉兴市税务局", "嘉兴市"),
        ("中共嘉兴市委宣传部", "嘉兴市"),
        ("市场监督管理局", ""),
        ("区人大办", ""),
    ],
)
def test_regions_by_their_suffixes(name: str, region: str) -> None:
    assert region_of(name) == region


REAL = {
    "000": ("嘉兴市人民代表大会常务委员会办公室", "嘉兴市", 2024, "部门"),
    "001": ("绍兴市柯桥区人民代表大会常务委员会办公室", "绍兴市柯桥区", 2024, "部门"),
    "002": ("嘉兴市人力资源和社会保障局", "嘉兴市", 2024, "部门"),
    "003": ("张家口市人民代表大会常务委员会办公室", "张家口市", 2024, "部门"),
    "004": ("嘉兴市政务服务和数据资源管理办公室", "嘉兴市", 2023, "单位"),
}


@pytest.mark.parametrize("number", REAL)
def test_the_real_documents(number: str) -> None:
    path = seed(number)
    found = identify(read_blocks(path), path.name)
    department, region, year, level = REAL[number]
    assert (found.department, found.region, found.year, found.level) == (department, region, year, level)
    assert found.title == f"{department}{year}年{level}预算"
    assert found.basis is Basis.BUDGET


def test_the_line_of_body_and_unit_over_a_sheet_gives_the_place_that_the_file_name_leaves_out() -> None:
    rows = (
        "2025年收入预算总表\t",
        "云渡市东山区教育局\t单位：万元",
        "单位名称\t总计",
        "合计\t30.00",
        "东山中学\t30.00",
    )
    assert identity_of("\n".join(rows), "东山区教育局2025年部门预算.txt").department == "云渡市东山区教育局"
